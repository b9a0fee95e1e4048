import type { ObservedCluster } from '../../src/model/observed.ts'
import type { GuardContext } from '../../src/plan/guards/guard.ts'
import { evaluateGuards } from '../../src/plan/evaluate-guards.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Planned } from '../../src/reconcile/run/apply-setup.ts'
import { aGuardContext } from '../plan/a-guard-context.ts'
import { dialect } from './cluster-world.ts'
import type { DrawnWorld } from './draw-world.ts'

const target = { provedEmulator: true }

/** Guards that a person would override for changes as large as those that a seed draws. */
export const overrides = [
  '--allow-entry-node',
  '--allow-last-transit',
  '--allow-list-shrink',
  '--allow-mass-policy',
  '--allow-mass-change',
  '--allow-empty',
]

/** The real planner with its guards, for what a seed wants. */
export function planFor(
  { desired, canary }: DrawnWorld,
  observed: ObservedCluster,
  behind: GuardContext['behind'],
): Planned {
  const plan = planCluster({ cluster: desired, observed, dialect, target, ...(canary && { canary }) })
  return { kind: 'planned', plan, objections: objectionsTo(plan, desired, observed, behind) }
}

function objectionsTo(
  plan: Plan,
  cluster: DrawnWorld['desired'],
  observed: ObservedCluster,
  behind: GuardContext['behind'],
): readonly string[] {
  if (plan.phases.length === 0) return []
  const context = aGuardContext({ cluster, observed, dialect, target }, { behind })
  return evaluateGuards(plan, context, overrides).objections.map(({ code, message }) => `${code}: ${message}`)
}
