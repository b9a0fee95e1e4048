import type { Cluster } from '../../../src/model/fleet.ts'
import { digest } from '../../../src/model/names.ts'
import { known, type ObservedCluster, type ObservedList } from '../../../src/model/observed.ts'
import { evaluateGuards } from '../../../src/plan/evaluate-guards.ts'
import type { GuardContext } from '../../../src/plan/guards/guard.ts'
import { guards } from '../../../src/plan/guards/index.ts'
import type { ManualAction } from '../../../src/plan/manual-action.ts'
import type { Plan, Step } from '../../../src/plan/plan.ts'
import { planCluster } from '../../../src/plan/plan-cluster.ts'
import { aCluster, anObservation, twoSites, type NodeSketch } from '../a-cluster.ts'
import { aDialect } from '../a-dialect.ts'
import { aGuardContext } from '../a-guard-context.ts'

/** A plan and the context in which guards hear it, told by what differs from two quiet sites with nothing to do. */
export interface Case {
  readonly wanted?: readonly NodeSketch[]
  readonly cluster?: Partial<Cluster>
  /** What is there; what is wanted unless given. */
  readonly seen?: readonly NodeSketch[]
  readonly observed?: Partial<ObservedCluster> | ((seen: ObservedCluster) => Partial<ObservedCluster>)
  readonly steps?: readonly Step[]
  readonly context?: Partial<GuardContext>
  readonly plan?: (plan: Plan) => Plan
}

/** A Monday, on which the plans of the cases are about to be carried out. */
export const now = '2026-03-02T12:00:00Z'

/** The plan of a case, and the context in which it is heard. */
export function planned(one: Case): { readonly plan: Plan; readonly context: GuardContext } {
  const { wanted = twoSites, seen = wanted, observed = {}, steps = [], plan = (same) => same } = one
  const usual = anObservation(seen)
  const planning = {
    cluster: aCluster(wanted, one.cluster),
    observed: { ...usual, ...(typeof observed === 'function' ? observed(usual) : observed) },
    dialect: aDialect(),
    target: { provedEmulator: false },
    policySteps: steps,
  }
  return { plan: plan(planCluster(planning)), context: aGuardContext(planning, { now, ...one.context }) }
}

/** What all guards say. */
export function hear(one: Case): readonly string[] {
  const { plan, context } = planned(one)
  return evaluateGuards(plan, context).objections.map(({ code, message }) => `${code}: ${message}`)
}

/** What one guard says. */
export function says(code: string, one: Case): readonly string[] {
  const { plan, context } = planned(one)
  return [...guards.find((guard) => guard.code === code)!.objections(plan, context)]
}

/** The nodes as they are asked for, each with this setting for NTP. */
export const withNtp = (nodes: readonly NodeSketch[], value: boolean): readonly NodeSketch[] =>
  nodes.map((node) => ({ ...node, settings: { 'ntp.enabled': value } }))

/** A change of every node of two sites that no guard minds. */
export const ntpChange = { wanted: withNtp(twoSites, true), seen: withNtp(twoSites, false) }

/** Entries that are numbers. */
export const entries = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ value: `${from + index}`, description: '' }))

/** A list of so many entries. */
export const listOf = (count: number, name = 'blocked'): ObservedList => ({
  id: name,
  name,
  type: 'string',
  description: '',
  entries: entries(count),
})

/** A cluster that holds these lists. */
export const holding = (...lists: readonly ObservedList[]): Partial<ObservedCluster> => ({
  lists: known(new Map(lists.map((list) => [list.id, list]))),
})

/** A list loses its first entries and gets others. */
export const edit = (removed: number, inserted = 0): Step => ({
  kind: 'edit list',
  list: 'blocked',
  type: 'string',
  edits: [
    ...entries(removed).map((before) => ({ kind: 'remove' as const, position: 0, before })),
    ...entries(inserted, 1000).map((entry) => ({ kind: 'insert' as const, position: 0, entry })),
  ],
})

/** Lists that go, each with a name of its own unless they are to differ by their types. */
export const deletions = (count: number, differ: 'name' | 'type' = 'name'): readonly Step[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'delete list',
    list: differ === 'name' ? `old-${index}` : 'old',
    type: differ === 'name' ? 'string' : `type-${index}`,
  }))

/** New lists, each with a name of its own. */
export const creations = (count: number): readonly Step[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'create list',
    list: `new-${index}`,
    type: 'string',
    description: '',
    entries: [],
  }))

/** Rule sets that are put in, in place of others unless they are new, and some that go. */
export const put = (
  names: readonly string[],
  more: { replaces?: boolean; removes?: readonly string[] } = {},
): Step => ({
  kind: 'put rule sets',
  imports: names.map((name) => ({
    name,
    content: digest(name),
    rules: digest(name),
    replaces: more.replaces ?? true,
    differences: [],
  })),
  removes: more.removes ?? [],
  order: names,
})

/** The same as a step of a person. */
export const byHand = (action: ManualAction, index = 0): Step => ({
  kind: 'manual',
  id: `m${index}`,
  action,
  instructions: [],
  check: { kind: 'rule set', name: `r${index}` },
})
