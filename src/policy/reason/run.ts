import type { Place } from '../../source/place.ts'
import type { Operand } from '../../model/policy/criteria.ts'
import type { Cycle, PolicyEvent, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { always, never, type Diagram } from './diagram.ts'
import type { Ground } from './ground.ts'
import type { Side } from './side.ts'
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

/** What becomes of a request that nothing stops. */
export const letThrough = 'let through'

/** A rule that ends the cycle, and for which requests. */
export interface Hit {
  readonly when: Diagram
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
  ground: Ground,
  cycle: Cycle,
  requests: Diagram,
  visit: Visitor = () => undefined,
): Outcome {
  const walk = new Walk(reasoner, side, ground, cycle, requests, visit)
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
  readonly #stops: Taken[] = []
  readonly #set = new Map<string, HeldProperty>()
  /** Requests that are still being processed at this point. */
  #active: Diagram
  /** Requests that have left the rule set. */
  #left: Diagram = never

  constructor(reasoner: Reasoner, side: Side, ground: Ground, cycle: Cycle, requests: Diagram, visit: Visitor) {
    this.#reasoner = reasoner
    this.#side = side
    this.#cycle = cycle
    this.#active = requests
    this.#visit = visit
    this.#questions = new Questions(reasoner, side, ground)
  }

  outcome(): Outcome {
    return {
      hits: [...this.#hits, { when: this.#active, effect: { action: letThrough } }],
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
    this.#visit(ruleSet, path, this.#active, criteria)
    const [outside, leftBefore] = [truths.without(this.#active, criteria), this.#left]
    this.#active = truths.and(this.#active, criteria)
    if (this.#active === never) {
      this.#active = outside
      return
    }
    this.#left = never
    for (const rule of ruleSet.rules) if (rule.enabled) this.#rule(rule, `${path} > ${rule.name}`)
    this.ruleSets(ruleSet.ruleSets, path)
    this.#active = truths.or(this.#active, this.#left, outside)
    this.#left = leftBefore
  }

  #rule(rule: Rule, path: string): void {
    const { truths } = this.#reasoner
    const criteria = this.#questions.holds(rule.criteria, this.#set)
    this.#visit(rule, path, this.#active, criteria)
    const hit = truths.and(this.#active, criteria)
    if (hit === never) return
    for (const event of rule.events) this.#do(event, hit)
    this.#act(rule, path, hit)
  }

  #act(rule: Rule, path: string, hit: Diagram): void {
    const { truths } = this.#reasoner
    const { name, settings } = rule.action
    if (name === 'Continue') return
    const own = { path, place: rule.place }
    if (name === 'Stop Rule Set') return this.#leave(hit, own)
    const decided = this.#side.vocabulary.byName('actions', name) === undefined ? this.#mayEnd(name, hit, own) : hit
    const effect: Effect =
      name === 'Stop Cycle' ? { action: letThrough } : { action: name, ...(settings === undefined ? {} : { settings }) }
    this.#hits.push({ when: decided, effect, rule: own })
    this.#active = truths.without(this.#active, decided)
  }

  #leave(hit: Diagram, rule: Taken['rule']): void {
    this.#stops.push({ when: hit, rule })
    this.#left = this.#reasoner.truths.or(this.#left, hit)
    this.#active = this.#reasoner.truths.without(this.#active, hit)
  }

  /** An action that nobody knows may end the cycle, leave the rule set, or do neither. */
  #mayEnd(action: string, hit: Diagram, rule: Taken['rule']): Diagram {
    const { truths } = this.#reasoner
    const ends = this.#reasoner.assume(`the action "${action}" ends the cycle`)
    const leaves = this.#reasoner.assume(`the action "${action}" leaves the rule set`)
    this.#leave(truths.and(hit, truths.not(ends), leaves), rule)
    return truths.and(hit, ends)
  }

  #do(event: PolicyEvent, hit: Diagram): void {
    if (event.kind !== 'set') return
    const { property, values } = event
    const first = (): readonly Case[] =>
      this.#questions.reading.casesOf({ name: property, arguments: [] }, this.#set) ?? []
    const held = this.#set.get(property) ?? new HeldProperty(this.#reasoner.truths, first())
    held.set(hit, this.#joined(values))
    this.#set.set(property, held)
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
