import type { Cycle, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import { always, never, type Diagram } from '../reason/diagram.ts'
import type { SharedInputs, ListChange } from '../reason/shared-inputs.ts'
import type { Side, SideName } from '../reason/side.ts'
import { isShared, Questions } from '../reason/questions.ts'
import type { Reasoner } from '../reason/reasoner.ts'
import { operandsIn, operandsOf, visitOf, walk, type Visit } from '../check/walk.ts'
import { align, type Aligned } from './align.ts'

/** Something that is not the same on both sides, and the requests that it can make a difference for. */
export interface Suspect {
  readonly path: string
  readonly side: SideName
  readonly place: Place
  /** Lists that it reads and that are not the same. */
  readonly lists: readonly ListChange[]
  /** Requests that come as far as the rule sets around it and find it different. */
  readonly when: Diagram
}

/**
 * Where two policies differ. A request that meets none of it finds the same criteria in the same order, and is
 * decided alike; so only the others are looked at. What was set before is not followed here, which errs to the safe side.
 */
export function suspectsOf(
  reasoner: Reasoner,
  sides: { readonly before: Side; readonly after: Side },
  shared: SharedInputs,
  cycle: Cycle,
): readonly Suspect[] {
  const search = new Search(reasoner, sides, shared, cycle)
  search.ruleSets(sides.before.policy.ruleSets, sides.after.policy.ruleSets, '', always)
  return search.found
}

class Search {
  readonly found: Suspect[] = []
  readonly #reasoner: Reasoner
  readonly #questions: Readonly<Record<SideName, Questions>>
  readonly #cycle: Cycle
  readonly #shared: SharedInputs

  constructor(
    reasoner: Reasoner,
    { before, after }: { readonly before: Side; readonly after: Side },
    shared: SharedInputs,
    cycle: Cycle,
  ) {
    this.#reasoner = reasoner
    this.#cycle = cycle
    this.#shared = shared
    this.#questions = {
      before: new Questions(reasoner, before, shared),
      after: new Questions(reasoner, after, shared),
    }
  }

  ruleSets(before: readonly RuleSet[], after: readonly RuleSet[], around: string, within: Diagram): void {
    const own = (ruleSets: readonly RuleSet[]): readonly RuleSet[] =>
      ruleSets.filter(({ enabled, cycles }) => enabled && cycles[this.#cycle])
    for (const pair of align(own(before), own(after))) this.#ruleSet(pair, around, within)
  }

  #ruleSet(pair: Aligned<RuleSet>, around: string, within: Diagram): void {
    const { truths } = this.#reasoner
    if (this.#isSame(pair)) return
    const both = this.#item(pair, around, within)
    if (both === never || pair.before === undefined || pair.after === undefined) return
    const path = pathOf(pair.after, around)
    const inside = truths.and(within, both)
    for (const rules of align(enabled(pair.before.rules), enabled(pair.after.rules))) this.#rule(rules, path, inside)
    this.ruleSets(pair.before.ruleSets, pair.after.ruleSets, path, inside)
  }

  #rule(pair: Aligned<Rule>, around: string, within: Diagram): void {
    if (this.#isSame(pair)) return
    const both = this.#item(pair, around, within)
    if (pair.before === undefined || pair.after === undefined) return
    if (done(pair.before) !== done(pair.after)) this.#suspect(pair, around, this.#reasoner.truths.and(within, both))
    else if (this.#setsSomethingElse(pair.after)) this.#suspect(pair, around, this.#reasoner.truths.and(within, both))
  }

  /** Whether an item, with everything in it, is the same on both sides: nothing of it has to be looked at. */
  #isSame({ before, after }: Aligned<RuleSet | Rule>): boolean {
    if (before === undefined || after === undefined) return false
    if (before !== after && contentOf(before) !== contentOf(after)) return false
    return walkItem(after).every((visit) => visit.operands.every((operand) => isShared(operand, this.#shared)))
  }

  /** Suspects an item that is on one side only, or has other criteria; returns the requests it holds for on both. */
  #item(pair: Aligned<RuleSet | Rule>, around: string, within: Diagram): Diagram {
    const { truths } = this.#reasoner
    const holds = (side: SideName): Diagram => {
      const item = pair[side]
      return item === undefined ? never : this.#questions[side].holds(item.criteria, undefined)
    }
    const [old, now] = [holds('before'), holds('after')]
    this.#suspect(pair, around, truths.and(within, truths.differ(old, now)))
    return truths.and(old, now)
  }

  /** The words of a rule can be the same and what they read be another. */
  #setsSomethingElse(rule: Rule): boolean {
    return rule.events.some(
      (event) =>
        event.kind === 'set' &&
        event.values.some((value) => {
          const [old, now] = [
            this.#questions.before.reading.casesOfOperand(value, undefined),
            this.#questions.after.reading.casesOfOperand(value, undefined),
          ]
          const isAlike = operandsIn(value).every((read) => isShared(read, this.#shared))
          return !isAlike || JSON.stringify(old) !== JSON.stringify(now)
        }),
    )
  }

  #suspect(pair: Aligned<RuleSet | Rule>, around: string, when: Diagram): void {
    const item = pair.after ?? pair.before
    if (when === never || item === undefined) return
    const side = pair.after === undefined ? 'before' : 'after'
    const lists = new Map<string, ListChange>()
    for (const operand of operandsOf(item.criteria))
      if (operand.kind === 'list' && !this.#shared.isSameList(operand.name, operand.type))
        lists.set(operand.name, this.#shared.changeOf(operand.name, operand.type))
    this.found.push({ path: pathOf(item, around), side, place: item.place, lists: [...lists.values()], when })
  }
}

function walkItem(item: RuleSet | Rule): readonly Visit[] {
  return 'ruleSets' in item ? walk([item]) : [visitOf(item, [])]
}

/** Everything that an item says, wherever it says it. */
function contentOf(item: RuleSet | Rule): string {
  return JSON.stringify(item, (key, value: unknown) =>
    ['place', 'within', 'description', 'handles', 'kept'].includes(key) ? undefined : value,
  )
}

function enabled(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => rule.enabled)
}

function pathOf({ name }: RuleSet | Rule, around: string): string {
  return around === '' ? name : `${around} > ${name}`
}

/** What a rule does, as one text: only what it sets and how it ends can change a decision. */
function done({ action, events }: Rule): string {
  return JSON.stringify([action, events.filter(({ kind }) => kind === 'set')])
}
