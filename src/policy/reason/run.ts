import type { Place } from '../../source/place.ts'
import type { Operand } from '../../model/policy/criteria.ts'
import type { Cycle, PolicyEvent, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { always, never, type Diagram } from './diagram.ts'
import type { SharedInputs } from './shared-inputs.ts'
import type { Side } from './side.ts'
import { Conjunction } from './conjunction.ts'
import { HeldProperty } from './held.ts'
import { Questions } from './questions.ts'
import type { Case, Held, HeldProperties } from './read.ts'
import type { Reasoner } from './reasoner.ts'

/** What becomes of a request, whichever rule says so. */
export interface Effect {
  /** Name of the action, or that nothing ended the cycle. */
  readonly action: string
  readonly settings?: string
}

/** Equal words mean the same effect. */
export function effectKey({ action, settings }: Effect): string {
  return JSON.stringify([action, settings])
}

/** What becomes of a request that nothing stops. */
export const letThrough = 'let through'

/** Something that is done to requests on their way, and for which. */
export interface Step {
  readonly when: Diagram
  /** Requests that it is done to as long as no rule has decided them. */
  readonly meets: Diagram
  /** What is done: equal words do the same. */
  readonly does: string
  /** The property that is set; absent where a rule decides. */
  readonly property?: string
}

/** A rule that ends the cycle. */
export interface Hit extends Step {
  readonly effect: Effect
  /** Absent where no rule ended the cycle. */
  readonly rule?: Taken['rule']
}

/** Requests that a rule takes away from those after it. */
export interface Taken {
  readonly when: Diagram
  readonly rule: { readonly path: string; readonly place: Place }
}

/** What becomes of all requests in one cycle. */
export interface Outcome {
  readonly hits: readonly Hit[]
  /** All hits, and what is set before them, in their order. */
  readonly steps: readonly Step[]
  /** Rules that take requests out of the rule set that they stand in. */
  readonly stops: readonly Taken[]
  /** What rules have set at the end, by property. */
  readonly set: HeldProperties
}

/** Told of each rule set and rule: for which requests it is asked, and for which of these its criteria hold. */
export type Visitor = (item: RuleSet | Rule, path: string, asked: Diagram, criteria: Diagram) => void

/** Sends all requests for which something holds through a policy at once. */
export function run(
  reasoner: Reasoner,
  side: Side,
  shared: SharedInputs,
  cycle: Cycle,
  requests: Diagram,
  visit: Visitor = () => undefined,
): Outcome {
  const walk = new Walk(reasoner, side, shared, cycle, requests, visit)
  walk.ruleSets(side.policy.ruleSets, '')
  return walk.outcome()
}

class Walk {
  readonly #reasoner: Reasoner
  readonly #side: Side
  readonly #cycle: Cycle
  readonly #visit: Visitor
  readonly #questions: Questions
  readonly #hits: Hit[] = []
  readonly #steps: Step[] = []
  readonly #stops: Taken[] = []
  readonly #set = new Map<string, HeldProperty>()
  /** Requests that no rule has decided so far. */
  readonly #undecided: Conjunction
  /** Requests that the rule sets around this point hold for, and that no rule has taken out of them. */
  #inside: Diagram = always

  constructor(reasoner: Reasoner, side: Side, shared: SharedInputs, cycle: Cycle, requests: Diagram, visit: Visitor) {
    this.#reasoner = reasoner
    this.#side = side
    this.#cycle = cycle
    this.#undecided = new Conjunction(reasoner.truths, requests)
    this.#visit = visit
    this.#questions = new Questions(reasoner, side, shared)
  }

  outcome(): Outcome {
    this.#decide(always, { action: letThrough })
    return {
      hits: this.#hits,
      steps: this.#steps,
      stops: this.#stops,
      set: this.#set,
    }
  }

  ruleSets(ruleSets: readonly RuleSet[], around: string): void {
    for (const ruleSet of ruleSets) if (ruleSet.enabled && ruleSet.cycles[this.#cycle]) this.#ruleSet(ruleSet, around)
  }

  #ruleSet(ruleSet: RuleSet, around: string): void {
    const { truths } = this.#reasoner
    const path = around === '' ? ruleSet.name : `${around} > ${ruleSet.name}`
    const criteria = this.#questions.holds(ruleSet.criteria, this.#set)
    const outside = this.#inside
    this.#visit(ruleSet, path, truths.and(this.#undecided.all, outside), criteria)
    this.#inside = truths.and(outside, criteria)
    if (truths.and(this.#undecided.all, this.#inside) !== never) {
      for (const rule of ruleSet.rules) if (rule.enabled) this.#rule(rule, `${path} > ${rule.name}`)
      this.ruleSets(ruleSet.ruleSets, path)
    }
    this.#inside = outside
  }

  #rule(rule: Rule, path: string): void {
    const { truths } = this.#reasoner
    const criteria = this.#questions.holds(rule.criteria, this.#set)
    this.#visit(rule, path, truths.and(this.#undecided.all, this.#inside), criteria)
    const meets = truths.and(this.#inside, criteria)
    const hit = truths.and(this.#undecided.all, meets)
    if (hit === never) return
    for (const event of rule.events) this.#do(event, hit, meets)
    this.#act(rule, path, meets)
  }

  #act(rule: Rule, path: string, meets: Diagram): void {
    const { name, settings } = rule.action
    if (name === 'Continue') return
    const own = { path, place: rule.place }
    if (name === 'Stop Rule Set') return this.#leave(meets, own)
    const decided = this.#side.vocabulary.byName('actions', name) === undefined ? this.#mayEnd(name, meets, own) : meets
    const effect: Effect =
      name === 'Stop Cycle' ? { action: letThrough } : { action: name, ...(settings === undefined ? {} : { settings }) }
    this.#decide(decided, effect, own)
  }

  #decide(meets: Diagram, effect: Effect, rule?: Taken['rule']): void {
    const { truths } = this.#reasoner
    const step = { when: truths.and(this.#undecided.all, meets), meets, does: effectKey(effect) }
    const hit: Hit = { ...step, effect, ...(rule === undefined ? {} : { rule }) }
    this.#hits.push(hit)
    this.#steps.push(hit)
    this.#undecided.add(truths.not(meets))
  }

  #leave(meets: Diagram, rule: Taken['rule']): void {
    const { truths } = this.#reasoner
    this.#stops.push({ when: truths.and(this.#undecided.all, meets), rule })
    this.#inside = truths.without(this.#inside, meets)
  }

  /** An action that nobody knows may end the cycle, leave the rule set, or do neither. */
  #mayEnd(action: string, meets: Diagram, rule: Taken['rule']): Diagram {
    const { truths } = this.#reasoner
    const ends = this.#reasoner.assume(`the action "${action}" ends the cycle`)
    const leaves = this.#reasoner.assume(`the action "${action}" leaves the rule set`)
    this.#leave(truths.and(meets, truths.not(ends), leaves), rule)
    return truths.and(meets, ends)
  }

  #do(event: PolicyEvent, when: Diagram, meets: Diagram): void {
    if (event.kind !== 'set') return
    const { property, values } = event
    const first = (): readonly Case[] =>
      this.#questions.reading.casesOf({ name: property, arguments: [] }, this.#set) ?? []
    const held = this.#set.get(property) ?? new HeldProperty(this.#reasoner.truths, first())
    const cases = this.#joined(values)
    held.set(when, cases)
    this.#set.set(property, held)
    this.#steps.push({ when, meets, does: JSON.stringify([property, cases]), property })
    this.#undecided.add(always)
  }

  /** The values one after the other, for each way in which they can be what they are. */
  #joined(values: readonly Operand[]): readonly Case[] {
    const { truths } = this.#reasoner
    const [first, ...rest] = values.map((value) => this.#questions.reading.casesOfOperand(value, this.#set) ?? [])
    if (first === undefined) return [{ when: always, value: { kind: 'text', text: '' } }]
    return rest.reduce(
      (cases, next) =>
        cases.flatMap((one) =>
          next.map((other) => ({
            when: truths.and(one.when, other.when),
            value: concatenated(one.value, other.value),
          })),
        ),
      first,
    )
  }
}

function concatenated(left: Held, right: Held): Held {
  if (left.kind === 'text' && right.kind === 'text') return { kind: 'text', text: left.text + right.text }
  return { kind: 'open', words: `${words(left)} + ${words(right)}` }
}

function words(held: Held): string {
  if (held.kind === 'text') return JSON.stringify(held.text)
  return held.kind === 'open' ? held.words : held.subject
}
