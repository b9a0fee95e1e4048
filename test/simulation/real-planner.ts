import type { ListEntry, ObservedCluster } from '../../src/model/observed.ts'
import { usualLimits, type GuardGround } from '../../src/plan/guards/guard.ts'
import { hearGuards } from '../../src/plan/hear-guards.ts'
import { listEdits } from '../../src/plan/list-edits.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import type { Plan, Step } from '../../src/plan/plan.ts'
import type { Planned } from '../../src/reconcile/apply-setup.ts'
import { dialect } from './cluster-world.ts'
import type { DrawnWorld } from './draw-world.ts'

const target = { provedEmulator: true }

/** Guards that a person would override for changes as large as those that a seed draws. */
const overrides = [
  '--allow-entry-node',
  '--allow-last-transit',
  '--allow-list-shrink',
  '--allow-mass-policy',
  '--allow-mass-change',
]

/** The real planner with its guards, for what a seed wants; lists are read from what is observed. */
export function planFor(
  { desired, lists }: DrawnWorld,
  observed: ObservedCluster,
  behind: GuardGround['behind'],
): Planned {
  const policySteps = observed.lists.kind === 'unknown' ? [] : listSteps(lists, observed)
  const plan = planCluster({ cluster: desired, observed, dialect, target, policySteps })
  return { kind: 'planned', plan, objections: objectionsTo(plan, desired, observed, behind) }
}

function objectionsTo(
  plan: Plan,
  cluster: DrawnWorld['desired'],
  observed: ObservedCluster,
  behind: GuardGround['behind'],
): readonly string[] {
  if (plan.phases.length === 0) return []
  const ground = {
    cluster,
    observed,
    dialect,
    target,
    now: observed.observedAt,
    windows: [],
    freezes: [],
    limits: usualLimits,
    behind,
    confirmed: new Set<string>(),
    foreignChanges: [],
  }
  return hearGuards(plan, ground, overrides).objections.map(({ code, message }) => `${code}: ${message}`)
}

function listSteps(wanted: DrawnWorld['lists'], observed: ObservedCluster): readonly Step[] {
  const held = observed.lists.kind === 'known' ? [...observed.lists.value.values()] : []
  return [...wanted].flatMap(([list, values]): readonly Step[] => {
    const existing = held.find(({ name }) => name === list)
    const entries = (values ?? []).map((value): ListEntry => ({ value, description: '' }))
    if (values === null) return existing === undefined ? [] : [{ kind: 'delete list', list, type: 'regex' }]
    if (existing === undefined)
      return [{ kind: 'create list', list, type: 'regex', description: 'from a seed', entries }]
    const edits = listEdits(existing.entries, entries)
    return edits.length === 0 ? [] : [{ kind: 'edit list', list, type: 'regex', edits }]
  })
}
