import type { ObservedCluster } from '../../model/observed.ts'
import { usualLimits, type GuardGround } from '../../plan/guards/guard.ts'
import { guards } from '../../plan/guards/index.ts'
import { withoutConfirmed } from '../../plan/confirmed.ts'
import { planCluster } from '../../plan/plan-cluster.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Planned } from '../../reconcile/apply-setup.ts'
import type { OpenCluster } from './open-cluster.ts'

/** The plan that brings a cluster to what the repository says. */
export function makePlan({ cluster, scope, target, confirmed }: OpenCluster, observed: ObservedCluster): Plan {
  return withoutConfirmed(planCluster({ cluster, observed, dialect: scope.dialect, target }), confirmed)
}

/** What guards object to in a plan; those that were overridden by name are silent, and `used` tells which spoke. */
export function objectionsTo(
  plan: Plan,
  open: OpenCluster,
  observed: ObservedCluster,
  overridden: ReadonlySet<string>,
  used: Set<string> = new Set(),
): readonly string[] {
  if (plan.phases.length === 0) return []
  const ground: GuardGround = {
    cluster: open.cluster,
    observed,
    dialect: open.scope.dialect,
    target: open.target,
    now: observed.observedAt,
    windows: [],
    limits: usualLimits,
    behind: [],
    foreignChanges: [],
  }
  return guards.flatMap((guard) => {
    const messages = [...guard.objections(plan, ground)]
    if (messages.length > 0 && guard.override !== undefined && overridden.has(guard.override)) {
      used.add(guard.override)
      return []
    }
    const cure = guard.override === undefined ? guard.help : `${guard.help}, or override it with ${guard.override}`
    return messages.map((message) => `${guard.code}: ${message}; ${cure}`)
  })
}

/** A plan as an apply takes it: with what its guards object to. */
export function plannedFrom(
  open: OpenCluster,
  observed: ObservedCluster,
  overridden: ReadonlySet<string>,
  used: Set<string>,
): Planned {
  const plan = makePlan(open, observed)
  return { kind: 'planned', plan, objections: objectionsTo(plan, open, observed, overridden, used) }
}

/** The flags that override a guard, as commands offer them. */
export const overrideFlags: readonly string[] = guards.flatMap(({ override }) => override ?? [])
