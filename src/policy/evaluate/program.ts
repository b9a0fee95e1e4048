import type { Condition } from '../../model/policy/criteria.ts'
import type { Cycle, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import type { Vocabulary } from '../vocabulary.ts'
import type { Value } from './compare.ts'
import type { Clause } from './comparisons.ts'
import { criteriaOf, type Asking } from './criteria.ts'
import type { Outcome } from './decision.ts'
import type { Holds, Passage } from './passage.ts'

/** A rule set or a rule as a function, with its place in the order of processing. */
export type Step = RuleSetStep | RuleStep

interface AnyStep {
  readonly path: string
  readonly place: Place
  readonly criteria: Condition
  readonly holds: Holds
  /** Position of the rule set around it; -1 at the top. */
  readonly parent: number
  /** Position of the first step behind it and all that is in it. */
  readonly end: number
}

/** A rule set; the steps in it follow it, rules first. */
export interface RuleSetStep extends AnyStep {
  readonly kind: 'rule set'
  /** Whether it has rules and rule sets in it, of which nobody has documented what runs first. */
  readonly isMixed: boolean
}

/** A rule. */
export interface RuleStep extends AnyStep {
  readonly kind: 'rule'
  /** Properties that it sets, in order. */
  readonly sets: readonly {
    readonly property: string
    readonly value: (passage: Passage) => Value | undefined
  }[]
  readonly ending: Outcome | 'Stop Rule Set' | 'Continue'
}

/** The steps of one cycle in the order of processing, and which of them a request can come to at all. */
export interface Program {
  readonly steps: readonly Step[]
  /** Positions of rules by the comparison that has to be met for them to apply. */
  readonly byComparison: readonly (readonly number[])[]
  /** Positions of rules of which nothing can be said before their criteria are asked. */
  readonly always: readonly number[]
  /** By position: what a request has to meet for the rule there to apply, all of it; nothing for a rule set. */
  readonly needs: readonly Needs[]
  /** The single comparisons of all needs one behind the other, and by position where its own start. */
  readonly single: {
    readonly all: readonly number[]
    readonly starts: readonly number[]
  }
}

/** What has to be met besides single comparisons that are looked up. */
export interface Needs {
  readonly bounds: readonly number[]
  readonly clauses: readonly Clause[]
}

/** What programs are made with. */
export interface ProgramContext extends Asking {
  readonly vocabulary: Vocabulary
}

/** Makes the program of one cycle. */
export function programOf(ruleSets: readonly RuleSet[], cycle: Cycle, context: ProgramContext): Program {
  const maker = new Maker(cycle, context)
  maker.ruleSets(ruleSets, { path: '', parent: -1, needs: [] })
  return maker
}

/** Where a step stands: in which rule sets, and what has to be met to come as far. */
interface Around {
  readonly path: string
  readonly parent: number
  readonly needs: readonly Clause[]
}

class Maker implements Program {
  readonly steps: Step[] = []
  readonly byComparison: number[][] = []
  readonly always: number[] = []
  readonly needs: Needs[] = []
  readonly single = { all: [] as number[], starts: [0] }
  readonly #cycle: Cycle
  readonly #context: ProgramContext

  constructor(cycle: Cycle, context: ProgramContext) {
    this.#cycle = cycle
    this.#context = context
  }

  ruleSets(ruleSets: readonly RuleSet[], around: Around): void {
    for (const ruleSet of ruleSets) if (ruleSet.enabled && ruleSet.cycles[this.#cycle]) this.#ruleSet(ruleSet, around)
  }

  #ruleSet(ruleSet: RuleSet, { path: outer, parent, needs }: Around): void {
    const { name, place, criteria, rules, ruleSets } = ruleSet
    const path = outer === '' ? name : `${outer} > ${name}`
    const position = this.steps.length
    const holds = criteriaOf(criteria, this.#context)
    const isMixed = rules.length > 0 && ruleSets.length > 0
    const step = {
      kind: 'rule set' as const,
      path,
      place,
      criteria,
      holds,
      parent,
      end: 0,
      isMixed,
    }
    this.steps.push(step)
    this.#need([])
    const inside = {
      path,
      parent: position,
      needs: [...needs, ...this.#context.comparisons.clausesOf(criteria)],
    }
    for (const rule of rules) if (rule.enabled) this.#rule(rule, inside)
    this.ruleSets(ruleSets, inside)
    step.end = this.steps.length
  }

  #rule(rule: Rule, { path: outer, parent, needs: outside }: Around): void {
    const { place, criteria, events } = rule
    const { readers, comparisons } = this.#context
    const path = `${outer} > ${rule.name}`
    const position = this.steps.length
    const sets = events.flatMap((event) =>
      event.kind === 'set' ? [{ property: event.property, value: readers.joined(event.values) }] : [],
    )
    const holds = criteriaOf(criteria, this.#context)
    const ending = this.#endingOf(rule, path)
    const clauses = [...outside, ...comparisons.clausesOf(criteria)]
    this.#need(clauses)
    this.steps.push({
      kind: 'rule',
      path,
      place,
      criteria,
      holds,
      parent,
      end: position + 1,
      sets,
      ending,
    })
    const first = comparisons.leading(clauses)
    if (first === undefined) this.always.push(position)
    for (const comparison of first ?? []) (this.byComparison[comparison] ??= []).push(position)
  }

  #need(clauses: readonly Clause[]): void {
    const single = clauses.filter(({ length }) => length === 1).flat()
    this.single.all.push(...new Set(single.filter((comparison) => comparison >= 0)))
    this.single.starts.push(this.single.all.length)
    this.needs.push({
      bounds: single.filter((comparison) => comparison < 0),
      clauses: clauses.filter(({ length }) => length !== 1),
    })
  }

  #endingOf({ action: { name, settings }, place }: Rule, path: string): RuleStep['ending'] {
    if (name === 'Continue' || name === 'Stop Rule Set') return name
    if (name === 'Stop Cycle') return { kind: 'let through' }
    if (!this.#context.vocabulary.byName('actions', name))
      return {
        kind: 'undetermined',
        question: `what does the action "${name}" do?`,
        path,
        place,
      }
    return {
      kind: 'action',
      action: name,
      ...(settings === undefined ? {} : { settings }),
      path,
      place,
    }
  }
}
