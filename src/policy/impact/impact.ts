import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import { always, never, type Diagram } from '../reason/diagram.ts'
import { Formulas } from '../reason/formula.ts'
import { Solver, type Model } from '../reason/solver.ts'
import { groundOf, type Ground } from '../reason/ground.ts'
import type { Audience, Side, SideName } from '../reason/side.ts'
import { requestsWith } from '../reason/known.ts'
import type { Case, Held } from '../reason/read.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { letThrough, run, type Effect, type Hit, type Outcome } from '../reason/run.ts'
import { Confirmation } from './confirmation.ts'
import { boundsOfDifference, requestsOf } from './difference.ts'
import { exampleOf, type Example } from './example.ts'
import { directionOf, type Direction } from './direction.ts'
import { apart, byEffect, pairings, sameEffect } from './hits.ts'
import { suspectsOf, type Suspect } from './suspects.ts'

/** What becomes of the requests of a class on one side. */
export interface Decided {
  readonly effect: Effect
  /** The rule that decides; absent where none ends the cycle. */
  readonly rule?: { readonly path: string; readonly place: Place }
}

/** Requests whose decision changes in the same way, by the same rules. */
export interface ImpactClass {
  readonly cycle: Cycle
  readonly direction: Direction
  readonly before: Decided
  readonly after: Decided
  /** What is set to something else, where the decision itself stays. */
  readonly sets?: { readonly property: string; readonly before: string; readonly after: string }
  readonly example: Example
  /** Whether it is known who has requests at all. */
  readonly isForAudiences: boolean
  /** Who has such requests, each with one of theirs. */
  readonly audiences: readonly { readonly name: string; readonly example: Example }[]
  /** What was changed and can make this difference. */
  readonly causes: readonly Suspect[]
}

/** What a change of a policy does to requests. */
export interface Impact {
  /** Weakening first. Empty and nothing open = proved: no request is decided differently. */
  readonly classes: readonly ImpactClass[]
  /** Differences that could neither be shown nor excluded. */
  readonly open: readonly string[]
  /** More of what is shown already: the same change of effect by other rules. */
  readonly more: readonly string[]
  /** What the result rests on. */
  readonly assumptions: readonly string[]
}

/** Classes of one pair of effects that are told one by one. */
const TOLD = 25
/** Differences that are looked at for the cause of a class, where none of them is close to it. */
const CAUSES = 50

const cycles: readonly Cycle[] = ['request', 'response', 'embedded']

/** Whose requests are looked at. */
export interface Whose {
  /** Who is told of by name. */
  readonly audiences: readonly Audience[]
  /** What is known of every request that counts, for example the nodes that it can come through. */
  readonly within?: Audience
}

/** The requests that two policies, or one policy at two places, decide differently. */
export function impactOf(before: Side, after: Side, whose: Whose): Impact {
  const known = [...whose.audiences, ...(whose.within === undefined ? [] : [whose.within])].map(({ has }) => has)
  const ground = groundOf(before, after, known)
  const confirmation = new Confirmation({ before, after })
  const found = cycles.map((cycle) => new Comparison(before, after, ground, cycle, whose, confirmation).impact())
  const order: readonly Direction[] = ['weaker', 'stricter', 'other']
  return {
    classes: found
      .flatMap(({ classes }) => classes)
      .toSorted((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction)),
    open: found.flatMap(({ open }) => open),
    more: found.flatMap(({ more }) => more),
    assumptions: [...new Set(found.flatMap(({ assumptions }) => assumptions))],
  }
}

class Comparison {
  readonly #sides: Readonly<Record<SideName, Side>>
  readonly #cycle: Cycle
  readonly #whose: Whose
  readonly #confirmation: Confirmation
  readonly #ground: Ground
  readonly #formulas = new Formulas()
  readonly #reasoner: Reasoner<Formulas>
  readonly #solver: Solver
  readonly #suspects: readonly Suspect[]
  /** The requests that meet a difference. */
  readonly #requests: Diagram
  readonly #outcomes: Readonly<Record<SideName, Outcome>>
  readonly #open: string[] = []
  readonly #more: string[] = []

  constructor(before: Side, after: Side, ground: Ground, cycle: Cycle, whose: Whose, confirmation: Confirmation) {
    const sides = { before, after }
    this.#sides = sides
    this.#cycle = cycle
    this.#ground = ground
    this.#whose = whose
    this.#confirmation = confirmation
    this.#reasoner = new Reasoner(this.#formulas, boundsOfDifference(sides, ground, cycle, whose.within))
    this.#suspects = suspectsOf(this.#reasoner, sides, ground, cycle)
    this.#solver = new Solver(this.#formulas, this.#reasoner.atoms)
    this.#requests = requestsOf(this.#reasoner, this.#suspects, sides, ground, whose.within)
    this.#outcomes = {
      before: run(this.#reasoner, before, ground, cycle, this.#requests),
      after: run(this.#reasoner, after, ground, cycle, this.#requests),
    }
  }

  impact(): Impact {
    if (this.#suspects.length === 0) return { classes: [], open: [], more: [], assumptions: [] }
    return {
      classes: [...this.#decisions(), ...this.#properties()],
      open: this.#open,
      more: this.#more,
      assumptions: [
        'rule sets are processed top to bottom, and the rules of a set before the sets nested in it',
        'properties vary independently of each other',
        ...(this.#whose.within === undefined ? [] : [`requests come through ${this.#whose.within.name}`]),
      ],
    }
  }

  #decisions(): readonly ImpactClass[] {
    const { before, after } = this.#outcomes
    const [old, now] = [byEffect(apart(before.hits, after.hits)), byEffect(apart(after.hits, before.hits))]
    return [...old.values()].flatMap((left) =>
      [...now.values()].flatMap((right) =>
        sameEffect(left[0]?.effect, right[0]?.effect) ? [] : this.#pairs(left, right),
      ),
    )
  }

  /** Pairs of rules with requests that the one decided and the other decides, as many as are told. */
  #pairs(before: readonly Hit[], after: readonly Hit[]): readonly ImpactClass[] {
    const { truths } = this.#reasoner
    const undecided = `whether more requests change from ${words(before)} to ${words(after)} was not decided`
    const more = `there are more rules by which requests change from ${words(before)} to ${words(after)}`
    return this.#each(pairings(truths, this.#suspects, before, after), { undecided, more }, () => {
      const [old, now] = [before, after].map((hits) => this.#heldLast(hits))
      if (old === undefined || now === undefined) return undefined
      const pair = truths.and(old.when, now.when)
      return { pair, found: this.#classOf(pair, this.#solver.partOfLast(pair), old, now) }
    })
  }

  /** Finds classes among some requests, each as it was found last, and looks on among those that are in none so far. */
  #each(
    parts: readonly Diagram[],
    say: { readonly undecided: string; readonly more: string },
    classOfLast: () => { readonly pair: Diagram; readonly found: ImpactClass } | undefined,
  ): readonly ImpactClass[] {
    const { truths } = this.#reasoner
    const classes: ImpactClass[] = []
    let known: Diagram = never
    for (const part of parts) {
      for (;;) {
        const { kind } = this.#solver.solve(this.#requests, truths.without(part, known))
        if (kind === 'none') break
        const last = kind === 'unknown' || classes.length >= TOLD ? undefined : classOfLast()
        if (last === undefined) {
          if (kind === 'model' && classes.length >= TOLD) this.#more.push(say.more)
          else this.#open.push(say.undecided)
          return classes
        }
        classes.push(last.found)
        known = truths.or(known, last.pair)
      }
    }
    return classes
  }

  #heldLast<One extends { readonly when: Diagram }>(all: readonly One[]): One | undefined {
    return all.find(({ when }) => this.#solver.heldLast(when))
  }

  #classOf(when: Diagram, model: Model, left: Hit, right: Hit, sets?: ImpactClass['sets']): ImpactClass {
    const { atoms } = this.#reasoner
    const told = { before: decided(left), after: decided(right) }
    const causes = this.#causes(when, told)
    const example = exampleOf(model, atoms)
    this.#confirmation.demand(example, told, this.#cycle)
    return {
      cycle: this.#cycle,
      direction: sets === undefined ? directionOf(left.effect, right.effect) : 'other',
      ...told,
      ...(sets === undefined ? {} : { sets }),
      example,
      isForAudiences: this.#whose.audiences.length > 0,
      audiences: this.#whose.audiences.flatMap((audience) => {
        const own = this.#solver.solve(when, requestsWith(this.#reasoner, audience, this.#ground))
        if (own.kind === 'unknown')
          this.#open.push(`whether ${audience.name} has requests that ${name(told.after)} now decides was not decided`)
        return own.kind === 'model' ? [{ name: audience.name, example: exampleOf(own.model, atoms) }] : []
      }),
      causes,
    }
  }

  /** What was changed and meets the class; the rules that decide it and what is around them explain it best. */
  #causes(when: Diagram, told: Readonly<Record<SideName, Decided>>): readonly Suspect[] {
    const metByExample = new Set(this.#suspects.filter((suspect) => this.#solver.heldLast(suspect.when)))
    const isMet = (suspect: Suspect): boolean =>
      metByExample.has(suspect) || this.#solver.solve(when, suspect.when).kind !== 'none'
    const deciding = [told.before.rule?.path, told.after.rule?.path].map((path) => `${path} > `)
    const isClose = ({ path }: Suspect): boolean => deciding.some((own) => own.startsWith(`${path} > `))
    const closest = this.#suspects.filter((suspect) => isClose(suspect) && isMet(suspect))
    return closest.length > 0 ? closest : this.#suspects.slice(0, CAUSES).filter(isMet)
  }

  /** Requests for which the decision stays and something else is set. */
  #properties(): readonly ImpactClass[] {
    const { before, after } = this.#outcomes
    const properties = [...new Set([...before.set.keys(), ...after.set.keys()])]
    return properties.flatMap((property) => this.#property(property))
  }

  /** Pairs of values with requests that get the one on one side and the other on the other, as many as are told. */
  #property(property: string): readonly ImpactClass[] {
    const { truths } = this.#reasoner
    const [old, now] = [this.#casesOf('before', property), this.#casesOf('after', property)]
    const known = new Map<string, Diagram>()
    for (const { when, value } of old) {
      const key = this.#keyOf('before', value)
      known.set(key, truths.or(known.get(key) ?? never, when))
    }
    const alike = now.map(({ when, value }) => truths.and(known.get(this.#keyOf('after', value)) ?? never, when))
    const { before, after } = this.#outcomes
    const sameEffects = byEffect(after.hits)
    const pairs = [...byEffect(before.hits)].flatMap(([effect, hits]) =>
      pairings(truths, this.#suspects, hits, sameEffects.get(effect) ?? []),
    )
    // That it holds something is said as well, so that what was found tells what.
    const holdSomething = [old, now].map((cases) => truths.or(...cases.map(({ when }) => when)))
    const changed = truths.and(truths.not(truths.or(...alike)), ...holdSomething)
    const undecided = `whether ${property} is set to something else was not decided`
    const more = `${property} is set to something else in more ways`
    const parts = pairs.map((pair) => truths.and(pair, changed))
    return this.#each(parts, { undecided, more }, () => {
      const [was, is] = [this.#heldLast(old), this.#heldLast(now)]
      const [first, last] = [this.#heldLast(before.hits), this.#heldLast(after.hits)]
      if (was === undefined || is === undefined || first === undefined || last === undefined) return undefined
      const sets = { property, before: heldWords(was.value), after: heldWords(is.value) }
      const pair = truths.and(was.when, is.when)
      const own = truths.and(pair, first.when, last.when)
      return { pair, found: this.#classOf(own, this.#solver.partOfLast(own), first, last, sets) }
    })
  }

  #casesOf(side: SideName, property: string): readonly Case[] {
    const set = this.#outcomes[side].set.get(property)
    if (set !== undefined) return set.cases
    const declared = this.#sides[side].policy.properties.find(({ name: own }) => own === property)
    const value: Held =
      declared === undefined ? { kind: 'open', words: property } : { kind: 'text', text: declared.initial }
    return [{ when: always, value }]
  }

  /** Equal keys mean equal values: what only differs by the property that the sides are told apart by is no difference. */
  #keyOf(side: SideName, value: Held): string {
    const isOnePolicy = this.#sides.before.given.size > 0
    return isOnePolicy ? heldWords(value).replaceAll(` (${side})`, '') : heldWords(value)
  }
}

function decided({ effect, rule }: Hit): Decided {
  return { effect, ...(rule === undefined ? {} : { rule }) }
}

function name({ effect, rule }: Decided): string {
  return rule === undefined ? effect.action : `"${rule.path}" (${effect.action})`
}

function words(hits: readonly Hit[]): string {
  return hits[0]?.effect.action ?? letThrough
}

function heldWords(held: Held): string {
  if (held.kind === 'text') return JSON.stringify(held.text)
  return held.kind === 'open' ? held.words : held.subject
}
