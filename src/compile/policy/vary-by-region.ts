import type { Condition, Operand, Term } from '../../model/policy/criteria.ts'
import type { PolicyEvent, Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { listKey } from '../../policy/check/references.ts'
import { operandsIn, operandsOf } from '../../policy/check/walk.ts'
import { eventWithNames, termWithNames } from '../../policy/with-names.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { joinAll, joinAny } from './join-terms.ts'
import { nodesOfRegion, type RegionTopology } from './region-nodes.ts'
import type { ListVariant } from './regional-lists.ts'
import type { RegionTest } from './region-selector.ts'

/** What lists are varied with. */
export interface Variety {
  readonly variants: readonly ListVariant[]
  readonly tests: readonly RegionTest[]
  readonly topology: RegionTopology
  readonly report: (found: Diagnostic) => void
}

/**
 * The rule sets with every region's own list in the place of a shared one: a comparison becomes one for each group of
 * regions that have the same lists, beside the test of these regions. Where it is known whose requests come that far,
 * only the name changes.
 */
export function varyByRegion(ruleSets: readonly RuleSet[], variety: Variety): readonly RuleSet[] {
  if (variety.variants.length === 0) return ruleSets
  const varied = new Varied(variety)
  const everybody: Scope = {
    regions: variety.tests.map(({ region }) => region.name),
    hasOthers: hasOthers(variety.topology),
  }
  return ruleSets.map((one) => varied.ruleSet(one, everybody))
}

/** Whose requests can come to a place of the policy. */
interface Scope {
  readonly regions: readonly string[]
  /** Whether there may be requests of no region. */
  readonly hasOthers: boolean
}

/** Regions with the names that they have for lists. */
interface Group {
  readonly regions: readonly string[]
  readonly called: (name: string, type: string) => string
}

class Varied {
  readonly #variety: Variety
  readonly #tests: ReadonlyMap<string, RegionTest>
  /** By region and list: the name that the region has for it. */
  readonly #names: ReadonlyMap<string, string>
  readonly #varying: ReadonlySet<string>

  constructor(variety: Variety) {
    this.#variety = variety
    this.#tests = new Map(variety.tests.map((test) => [test.region.name, test]))
    this.#names = new Map(
      variety.variants.flatMap(({ regions, shared, list }) =>
        regions.map((region) => [`${region} ${listKey(shared.list)}`, list.name] as const),
      ),
    )
    this.#varying = new Set(variety.variants.map(({ shared }) => listKey(shared.list)))
  }

  ruleSet(set: RuleSet, around: Scope): RuleSet {
    const inside = narrowed(around, set.regions)
    return {
      ...set,
      criteria: this.#condition(set.criteria, inside),
      rules: set.rules.map((rule) => this.#rule(rule, inside)),
      ruleSets: set.ruleSets.map((one) => this.ruleSet(one, inside)),
    }
  }

  #rule(rule: Rule, around: Scope): Rule {
    const inside = narrowed(around, rule.regions)
    return {
      ...rule,
      criteria: this.#condition(rule.criteria, inside),
      events: rule.events.map((event) => this.#event(event, rule, inside)),
    }
  }

  #condition(condition: Condition, scope: Scope): Condition {
    if (this.#listsIn(operandsOf(condition)).length === 0) return condition
    return { ...condition, terms: condition.terms.flatMap((term) => this.#term(term, scope)) }
  }

  #term(term: Term, scope: Scope): readonly Term[] {
    const lists = this.#listsIn(operandsOf({ always: false, terms: [term] }))
    if (lists.length === 0) return [term]
    const groups = this.#groups(lists, scope)
    const [only, ...others] = groups
    if (only === undefined) return [term]
    if (others.length === 0 && !scope.hasOthers) return [renamed(term, only)]
    const { join, ...rest } = term
    const bare: Term = { ...rest, opens: 0, closes: 0 }
    const parts = groups.map((group) => joinAll([this.#anyOf(group.regions), [renamed(bare, group)]]))
    const terms = joinAny([...parts, ...(scope.hasOthers ? [joinAll([this.#noneOf(scope.regions), [bare]])] : [])])
    return terms.map((one, index) => ({
      ...one,
      ...(index === 0 && join !== undefined ? { join } : {}),
      opens: one.opens + (index === 0 ? term.opens + 1 : 0),
      closes: one.closes + (index === terms.length - 1 ? term.closes + 1 : 0),
    }))
  }

  /** An event happens as a whole: where regions differ in what it reads, it would take a rule for each of them. */
  #event(event: PolicyEvent, rule: Rule, scope: Scope): PolicyEvent {
    const operands =
      event.kind === 'set' ? event.values : event.kind === 'call' ? event.arguments.map(({ value }) => value) : []
    const lists = this.#listsIn(operands.flatMap(operandsIn))
    if (lists.length === 0) return event
    const [only, ...others] = this.#groups(lists, scope)
    if (only !== undefined && others.length === 0 && !scope.hasOthers)
      return eventWithNames(event, { list: only.called, settings: (name) => name })
    this.#variety.report(readByEvent(rule, lists))
    return event
  }

  #groups(lists: readonly string[], { regions }: Scope): readonly Group[] {
    const groups = new Map<string, string[]>()
    for (const region of regions) {
      const key = JSON.stringify(lists.map((list) => this.#names.get(`${region} ${list}`)))
      groups.set(key, [...(groups.get(key) ?? []), region])
    }
    return [...groups.values()].map((own) => ({
      regions: own,
      called: (name, type) => this.#names.get(`${own[0]} ${listKey({ name, type })}`) ?? name,
    }))
  }

  #listsIn(operands: readonly Operand[]): readonly string[] {
    const keys = operands.flatMap((one) => (one.kind === 'list' ? [listKey(one)] : []))
    return [...new Set(keys)].filter((key) => this.#varying.has(key)).toSorted()
  }

  #anyOf(regions: readonly string[]): readonly Term[] {
    return joinAny(regions.map((region) => this.#tests.get(region)?.terms ?? []))
  }

  #noneOf(regions: readonly string[]): readonly Term[] {
    return joinAll(regions.flatMap((region) => (this.#tests.get(region)?.terms ?? []).map((term) => [negated(term)])))
  }
}

function renamed(term: Term, { called }: Group): Term {
  return termWithNames(term, { list: called, settings: (name) => name })
}

function narrowed(around: Scope, regions: readonly string[] | undefined): Scope {
  if (regions === undefined) return around
  return { regions: around.regions.filter((name) => regions.includes(name)), hasOthers: false }
}

/** Clients of no network, and nodes that no region has. */
function hasOthers(topology: RegionTopology): boolean {
  if (topology.regions.some(({ selectBy }) => selectBy.value === 'client-ip')) return true
  const inRegions = new Set(topology.regions.flatMap((region) => nodesOfRegion(region, topology)))
  return topology.nodes.some((node) => !inRegions.has(node))
}

const NEGATED: Readonly<Record<string, string>> = {
  equals: 'does not equal',
  matches: 'does not match',
  'matches in list': 'does not match in list',
  'is in list': 'is not in list',
}

/** The test of a region the other way round. */
function negated(term: Term): Term {
  const { join: _joined, ...rest } = term
  const operator = NEGATED[term.operator]
  if (operator === undefined) throw new Error(`a region is tested by "${term.operator}", which has no opposite here`)
  return { ...rest, operator }
}

function readByEvent(rule: Rule, lists: readonly string[]): Diagnostic {
  const names = lists.map((list) => `"${list.slice(list.indexOf(' ') + 1)}"`).join(' and ')
  return {
    code: 'POL-OVERRIDE-USE',
    severity: 'error',
    message: `an event of rule "${rule.name}" reads list ${names}, which differs by region`,
    place: rule.place,
    why: 'criteria can ask for the region and a list at once; an event cannot',
    help: 'write one rule set for each region that has its own list, with "region" and this rule',
  }
}
