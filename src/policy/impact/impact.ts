import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import { always, never, type Diagram } from '../reason/diagram.ts'
import { Formulas } from '../reason/formula.ts'
import { Solver } from '../reason/solver.ts'
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
    const requests = requestsOf(this.#reasoner, this.#suspects, sides, ground, whose.within)
    this.#outcomes = {
      before: run(this.#reasoner, before, ground, cycle, requests),
      after: run(this.#reasoner, after, ground, cycle, requests),
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
    const [old, now] = [byEffect(this.#outcomes.before.hits), byEffect(this.#outcomes.after.hits)]
    return [...old.values()].flatMap((left) =>
      [...now.values()].flatMap((right) =>
        sameEffect(left[0]?.effect, right[0]?.effect) ? [] : this.#pairs(left, right),
      ),
    )
  }

  /** Pairs of rules with requests that the one decided and the other decides, as many as are told. */
  #pairs(before: readonly Hit[], after: readonly Hit[]): readonly ImpactClass[] {
    const { truths } = this.#reasoner
    const any = (hits: readonly Hit[]): Diagram => truths.or(...hits.map(({ when }) => when))
    let left = truths.and(any(before), any(after))
    const classes: ImpactClass[] = []
    for (;;) {
      const { kind } = this.#solver.solve(left)
      if (kind === 'none') return classes
      const [old, now] = [before, after].map((hits) => hits.find(({ when }) => this.#solver.heldLast(when)))
      if (kind === 'unknown' || old === undefined || now === undefined) {
        this.#open.push(`whether more requests change from ${words(before)} to ${words(after)} was not decided`)
        return classes
      }
      if (classes.length >= TOLD) {
        this.#more.push(`there are more rules by which requests change from ${words(before)} to ${words(after)}`)
        return classes
      }
      const pair = truths.and(old.when, now.when)
      classes.push(...this.#classOf(pair, old, now))
      left = truths.without(left, pair)
    }
  }

  #classOf(when: Diagram, left: Hit, right: Hit, sets?: ImpactClass['sets']): readonly ImpactClass[] {
    const { atoms, truths } = this.#reasoner
    const solution = this.#solver.solve(when)
    if (solution.kind === 'none') return []
    const told = { before: decided(left), after: decided(right) }
    if (solution.kind === 'unknown') {
      this.#open.push(`whether ${name(told.before)} can become ${name(told.after)} was not decided`)
      return []
    }
    const example = exampleOf(solution.model, atoms)
    this.#confirmation.demand(example, told, this.#cycle)
    return [
      {
        cycle: this.#cycle,
        direction: sets === undefined ? directionOf(left.effect, right.effect) : 'other',
        ...told,
        ...(sets === undefined ? {} : { sets }),
        example,
        isForAudiences: this.#whose.audiences.length > 0,
        audiences: this.#whose.audiences.flatMap((audience) => {
          const own = this.#solver.solve(truths.and(when, requestsWith(this.#reasoner, audience, this.#ground)))
          if (own.kind === 'unknown')
            this.#open.push(
              `whether ${audience.name} has requests that ${name(told.after)} now decides was not decided`,
            )
          return own.kind === 'model' ? [{ name: audience.name, example: exampleOf(own.model, atoms) }] : []
        }),
        causes: this.#causes(when, told),
      },
    ]
  }

  /** What was changed and meets the class; the rules that decide it and what is around them explain it best. */
  #causes(when: Diagram, told: Readonly<Record<SideName, Decided>>): readonly Suspect[] {
    const isMet = (suspect: Suspect): boolean =>
      !this.#solver.isImpossible(this.#reasoner.truths.and(when, suspect.when))
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
    const alike = now.map(({ when, value }) => {
      const same = old.find((one) => this.#keyOf('before', one.value) === this.#keyOf('after', value))
      return same === undefined ? never : truths.and(same.when, when)
    })
    let left = truths.and(truths.not(truths.or(...alike)), this.#sameDecision())
    const classes: ImpactClass[] = []
    for (;;) {
      const { kind } = this.#solver.solve(left)
      if (kind === 'none') return classes
      const [was, is] = [old, now].map((cases) => cases.find(({ when }) => this.#solver.heldLast(when)))
      const { before, after } = this.#outcomes
      const [first, last] = [before, after].map(({ hits }) => hits.find(({ when }) => this.#solver.heldLast(when)))
      if (kind === 'unknown' || was === undefined || is === undefined || first === undefined || last === undefined) {
        this.#open.push(`whether ${property} is set to something else was not decided`)
        return classes
      }
      if (classes.length >= TOLD) {
        this.#more.push(`${property} is set to something else in more ways`)
        return classes
      }
      const sets = { property, before: heldWords(was.value), after: heldWords(is.value) }
      const pair = truths.and(was.when, is.when)
      classes.push(...this.#classOf(truths.and(left, pair, first.when, last.when), first, last, sets))
      left = truths.without(left, pair)
    }
  }

  #casesOf(side: SideName, property: string): readonly Case[] {
    const set = this.#outcomes[side].set.get(property)
    if (set !== undefined) return set
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

  /** The requests whose decision stays, whichever rules decide. */
  #sameDecision(): Diagram {
    const { truths } = this.#reasoner
    const [old, now] = [byEffect(this.#outcomes.before.hits), byEffect(this.#outcomes.after.hits)]
    const any = (hits: readonly Hit[] = []): Diagram => truths.or(...hits.map(({ when }) => when))
    return truths.or(...[...old].map(([effect, hits]) => truths.and(any(hits), any(now.get(effect)))))
  }
}

function byEffect(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const grouped = new Map<string, Hit[]>()
  for (const hit of hits) {
    if (hit.when === never) continue
    const key = JSON.stringify([hit.effect.action, hit.effect.settings])
    const known = grouped.get(key)
    if (known === undefined) grouped.set(key, [hit])
    else known.push(hit)
  }
  return grouped
}

function sameEffect(left: Effect | undefined, right: Effect | undefined): boolean {
  return left?.action === right?.action && left?.settings === right?.settings
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
