import type { Cycle } from '../../model/policy/rule-set.ts'
import { always, never, type Diagram } from '../reason/diagram.ts'
import { Enumeration } from '../reason/enumeration.ts'
import { Formulas } from '../reason/formula.ts'
import { Solver } from '../reason/solver.ts'
import type { SharedInputs } from '../reason/shared-inputs.ts'
import type { Side, SideName } from '../reason/side.ts'
import { requestsWith } from '../reason/known.ts'
import type { Case, Held } from '../reason/read.ts'
import { Reasoner } from '../reason/reasoner.ts'
import { letThrough, run, type Hit, type Outcome, type Step } from '../reason/run.ts'
import type { Confirmation } from './confirmation.ts'
import { boundsOfDifference, requestsOf } from './difference.ts'
import { exampleOf } from './example.ts'
import { directionOf } from './direction.ts'
import { aloneOf, apart, byEffect, comingTo, pairings, sameEffect } from './hits.ts'
import type { Decided, Impact, ImpactClass, RequestScope } from './impact-class.ts'
import { suspectsOf, type Suspect } from './suspects.ts'

/** Differences that are looked at for the cause of a class, where none of them is close to it. */
const CAUSES = 50

/** Compares two policies in one cycle. */
export class Comparison {
  readonly #sides: Readonly<Record<SideName, Side>>
  readonly #cycle: Cycle
  readonly #whose: RequestScope
  readonly #confirmation: Confirmation
  readonly #shared: SharedInputs
  readonly #formulas = new Formulas()
  readonly #reasoner: Reasoner<Formulas>
  readonly #solver: Solver
  readonly #suspects: readonly Suspect[]
  /** The requests that meet a difference. */
  readonly #requests: Diagram
  readonly #outcomes: Readonly<Record<SideName, Outcome>>
  /** What is done on one side only, or not in the same order. */
  readonly #alone: ReadonlySet<Step>
  readonly #classes: Enumeration

  constructor(
    before: Side,
    after: Side,
    shared: SharedInputs,
    cycle: Cycle,
    whose: RequestScope,
    confirmation: Confirmation,
  ) {
    const sides = { before, after }
    this.#sides = sides
    this.#cycle = cycle
    this.#shared = shared
    this.#whose = whose
    this.#confirmation = confirmation
    this.#reasoner = new Reasoner(this.#formulas, boundsOfDifference(sides, shared, cycle, whose.within))
    this.#suspects = suspectsOf(this.#reasoner, sides, shared, cycle)
    this.#solver = new Solver(this.#formulas, this.#reasoner.atoms)
    this.#requests = requestsOf(this.#reasoner, this.#suspects, sides, shared, whose.within)
    this.#classes = new Enumeration(this.#formulas, this.#solver, this.#requests)
    this.#outcomes = {
      before: run(this.#reasoner, before, shared, cycle, this.#requests),
      after: run(this.#reasoner, after, shared, cycle, this.#requests),
    }
    this.#alone = aloneOf(this.#outcomes.before.steps, this.#outcomes.after.steps)
  }

  impact(): Impact {
    if (this.#suspects.length === 0) return { classes: [], open: [], more: [], assumptions: [] }
    return {
      classes: [...this.#decisions(), ...this.#properties()],
      open: this.#classes.open,
      more: this.#classes.more,
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
    const steps = { before: this.#outcomes.before.steps, after: this.#outcomes.after.steps }
    const parts = pairings(truths, steps, before, after, this.#alone)
    const found = this.#classes.each(parts, [before, after], { undecided, more }, ([old, now]) => {
      if (old === undefined || now === undefined) return undefined
      const pair = truths.and(old.when, now.when)
      return { pair, classOf: () => this.#classOf(pair, old, now) }
    })
    return inOrder(found, before, after)
  }

  #classOf(when: Diagram, left: Hit, right: Hit, sets?: ImpactClass['sets']): ImpactClass | undefined {
    const { atoms } = this.#reasoner
    const model = this.#solver.partOfLast(when)
    if (model === undefined) return undefined
    const told = { before: decided(left), after: decided(right) }
    const causes = this.#causes(when, told)
    const example = exampleOf(model, atoms)
    this.#confirmation.confirms(example, told, this.#cycle)
    return {
      cycle: this.#cycle,
      direction: directionOf(left.effect, right.effect),
      ...told,
      ...(sets === undefined ? {} : { sets }),
      example,
      isForAudiences: this.#whose.audiences.length > 0,
      audiences: this.#whose.audiences.flatMap((audience) => {
        const own = this.#solver.solve(when, requestsWith(this.#reasoner, audience, this.#shared))
        if (own.kind === 'unknown')
          this.#classes.open.push(
            `whether ${audience.name} has requests that ${name(told.after)} now decides was not decided`,
          )
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
    const pairs = [...byEffect(before.hits)].map(([effect, hits]) =>
      truths.and(comingTo(truths, before.steps, hits), comingTo(truths, after.steps, sameEffects.get(effect) ?? [])),
    )
    // That it holds something is said as well, so that what was found tells what.
    const holdSomething = [old, now].map((cases) => truths.or(...cases.map(({ when }) => when)))
    const changed = truths.and(truths.not(truths.or(...alike)), ...holdSomething)
    const undecided = `whether ${property} is set to something else was not decided`
    const more = `${property} is set to something else in more ways`
    const parts = pairs.map((pair) => truths.and(pair, changed, this.#differsIn(property)))
    const choices: readonly (readonly (Case | Hit)[])[] = [old, now, before.hits, after.hits]
    return this.#classes.each(parts, choices, { undecided, more }, (picked) => {
      const [was, is] = picked.filter((one): one is Case => 'value' in one)
      const [first, last] = picked.filter((one): one is Hit => 'effect' in one)
      if (was === undefined || is === undefined || first === undefined || last === undefined) return undefined
      const sets = { property, before: heldWords(was.value), after: heldWords(is.value) }
      const pair = truths.and(was.when, is.when)
      return { pair, classOf: () => this.#classOf(truths.and(pair, first.when, last.when), first, last, sets) }
    })
  }

  /** Requests that come to something which is not done on the other side, without which nothing is set to something else. */
  #differsIn(property: string): Diagram {
    if (!this.#shared.startsAlike(property)) return always
    const { truths } = this.#reasoner
    const own = (side: SideName): Diagram => {
      const { steps } = this.#outcomes[side]
      const isOwn = (step: Step): boolean =>
        this.#alone.has(step) && (step.property === undefined || step.property === property)
      return comingTo(truths, steps, steps.filter(isOwn))
    }
    return truths.or(own('before'), own('after'))
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

/** In the order of the rules, so that it does not matter how they were found. */
function inOrder(
  classes: readonly ImpactClass[],
  before: readonly Hit[],
  after: readonly Hit[],
): readonly ImpactClass[] {
  const placesOf = (hits: readonly Hit[]): ReadonlyMap<string | undefined, number> =>
    new Map(hits.map(({ rule }, at) => [rule?.path, at]))
  const [old, now] = [placesOf(before), placesOf(after)]
  const placeOf = (one: ImpactClass): readonly [number, number] => [
    old.get(one.before.rule?.path) ?? 0,
    now.get(one.after.rule?.path) ?? 0,
  ]
  return classes.toSorted((left, right) => {
    const [[first, second], [otherFirst, otherSecond]] = [placeOf(left), placeOf(right)]
    return first - otherFirst || second - otherSecond
  })
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
