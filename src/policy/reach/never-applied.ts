import type { Cycle, Cycles, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { walk, type Visit } from '../check/walk.ts'
import { common, isEmpty, isWithin } from './extent.ts'
import { allOf, everybody, type Reach } from './reach.ts'
import type { Selectors } from './selectors.ts'
import { Takers } from './takers.ts'

/** A rule or a rule set that applies to no request, as whose request it is shows. */
export interface NeverApplied {
  readonly visit: Visit
  /** The properties that show it. */
  readonly properties: readonly string[]
  /** The rule before it that takes all its requests, or the rule set around it whose criteria exclude its own. */
  readonly because: { readonly kind: 'taken'; readonly rule: Rule } | { readonly kind: 'apart'; readonly set: RuleSet }
}

/**
 * Finds what applies to no request because a single rule before it takes all requests from there, or because a rule set
 * around it takes none of them. Everything that is told is so; `deadPolicy` proves what this does not see.
 */
export function neverApplied(ruleSets: readonly RuleSet[], selectors: Selectors): readonly NeverApplied[] {
  const search = new Search(selectors)
  return walk(ruleSets).flatMap((visit) => search.look(visit) ?? [])
}

class Search {
  readonly #selectors: Selectors
  readonly #reaches = new Map<RuleSet, Reach>()
  readonly #takers = new Takers()
  /** Rule sets that some requests may have left. */
  readonly #left = new Set<RuleSet>()
  /** Rule sets in which nothing applies. */
  readonly #idle = new Set<RuleSet>()

  constructor(selectors: Selectors) {
    this.#selectors = selectors
  }

  /** Why what is visited never applies; what does takes its requests from what follows. */
  look(visit: Visit): NeverApplied | undefined {
    const { item, around } = visit
    if (around.some((set) => this.#idle.has(set))) return undefined
    const own = item.enabled ? this.#selectors.reachOf(item.criteria) : everybody
    const found = item.enabled && !isMade(visit) ? (this.#apart(visit, own) ?? this.#taken(visit, own)) : undefined
    if (visit.kind === 'ruleSet') {
      this.#reaches.set(visit.item, own)
      if (found !== undefined || !item.enabled) this.#idle.add(visit.item)
    } else if (found === undefined && item.enabled) this.#take(visit.item, around, own)
    return found
  }

  #reachOf(set: RuleSet): Reach {
    return this.#reaches.get(set) ?? everybody
  }

  /** The innermost rule set around it that has no request in common with it. */
  #apart(visit: Visit, own: Reach): NeverApplied | undefined {
    for (const set of visit.around.toReversed())
      for (const [property, extent] of this.#reachOf(set).within) {
        const inner = own.within.get(property)
        if (inner === undefined || isEmpty(inner) || isEmpty(extent)) continue
        if (isEmpty(common(inner, extent).extent))
          return { visit, properties: [property], because: { kind: 'apart', set } }
      }
    return undefined
  }

  #taken(visit: Visit, own: Reach): NeverApplied | undefined {
    const asked = allOf([...visit.around.map((set) => this.#reachOf(set)), own])
    if (asked.within.size === 0 || [...asked.within.values()].some(isEmpty)) return undefined
    const cycles = cyclesOf(visit.kind === 'ruleSet' ? [...visit.around, visit.item] : visit.around)
    for (const taker of this.#takers.near(asked)) {
      const shared = taker.around.filter((set, at) => set === visit.around[at]).length
      const { within, isExact } = taker.takes[shared] ?? everybody
      if (!isExact || within.size === 0 || shared < taker.depth) continue
      const isAll = [...within].every(([property, extent]) => {
        const inner = asked.within.get(property)
        return inner !== undefined && isWithin(inner, extent)
      })
      if (isAll && cycles.every((cycle) => cyclesOf(taker.around).includes(cycle)))
        return { visit, properties: [...within.keys()], because: { kind: 'taken', rule: taker.rule } }
    }
    return undefined
  }

  #take(rule: Rule, around: readonly RuleSet[], own: Reach): void {
    const { name } = rule.action
    if (name === 'Continue') return
    const inner = around.at(-1)
    const isLeaving = name === 'Stop Rule Set'
    // An id that nobody knows may take requests out of the rule set, or do nothing.
    if (own.isExact && !isId(name)) {
      const takes = around.map((_, shared) => this.#takenBeside(around.slice(shared), own))
      this.#takers.add({ rule, around, takes: [...takes, own], depth: isLeaving ? around.length : 0 })
    }
    if (inner !== undefined && (isLeaving || isId(name))) this.#left.add(inner)
  }

  /** Whose requests it takes by its own criteria and those of rule sets around it; not all, where one of these may have been left. */
  #takenBeside(sets: readonly RuleSet[], own: Reach): Reach {
    const reach = allOf([...sets.map((set) => this.#reachOf(set)), own])
    return sets.some((set) => this.#left.has(set)) ? { ...reach, isExact: false } : reach
  }
}

/** Rules that are made of parameters are there for every region, whether it comes that far or not: nobody wrote them. */
function isMade({ kind, item }: Visit): boolean {
  return kind === 'rule' && item.regions !== undefined
}

function isId(action: string): boolean {
  return action.includes('.')
}

const CYCLES: readonly Cycle[] = ['request', 'response', 'embedded']

/** The cycles in which all of some rule sets run. */
function cyclesOf(sets: readonly { readonly cycles: Cycles }[]): readonly Cycle[] {
  return CYCLES.filter((cycle) => sets.every(({ cycles }) => cycles[cycle]))
}
