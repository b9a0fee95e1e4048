import type { NodeName } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { guardFreeze } from '../../plan/guards/guard-freeze.ts'
import { guardWindow } from '../../plan/guards/guard-window.ts'
import { usualLimits } from '../../plan/guards/guard.ts'
import { hearGuards } from '../../plan/hear-guards.ts'
import { foreignChanges } from '../../plan/holdings.ts'
import { withoutConfirmed } from '../../plan/confirmed.ts'
import { planCluster } from '../../plan/plan-cluster.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Planned } from '../../reconcile/apply-setup.ts'
import type { OpenCluster } from './open-cluster.ts'

/** The plan that brings a cluster to what the repository says. */
export function makePlan({ cluster, scope, target, confirmed }: OpenCluster, observed: ObservedCluster): Plan {
  return withoutConfirmed(planCluster({ cluster, observed, dialect: scope.dialect, target }), confirmed)
}

/** What is known besides the repository when guards are heard. */
export interface Circumstances {
  readonly observed: ObservedCluster
  /** Nodes that were shown to hold something older than the last commit. */
  readonly behind: readonly NodeName[]
  /** When the plan was made, where it was saved and is carried out later. */
  readonly plannedAt?: string
}

/** What guards object to in a plan; those that were overridden by name are silent, and `used` tells which spoke. */
export function objectionsTo(
  plan: Plan,
  open: OpenCluster,
  circumstances: Circumstances,
  overridden: ReadonlySet<string>,
  used: Set<string> = new Set(),
): readonly string[] {
  if (plan.phases.length === 0) return []
  const { observed } = circumstances
  const heard = hearGuards(
    plan,
    {
      ...circumstances,
      ...open.times,
      cluster: open.cluster,
      dialect: open.scope.dialect,
      target: open.target,
      now: observed.observedAt,
      limits: usualLimits,
      foreignChanges: foreignChanges(plan, observed, open.applied.holdings),
    },
    [...overridden],
  )
  for (const { override } of heard.overridden) if (override !== undefined) used.add(override)
  return heard.objections.map(({ code, message, help, override }) => {
    const cure = override === undefined ? help : `${help}, or override it with ${override}`
    return `${code}: ${message}; ${cure}`
  })
}

/** Whether an objection goes away by waiting. */
export function isAboutTime(objection: string): boolean {
  return [guardWindow, guardFreeze].some(({ code }) => objection.startsWith(`${code}: `))
}

/** A plan as an apply takes it: with what its guards object to. */
export function plannedFrom(
  open: OpenCluster,
  circumstances: Circumstances,
  overridden: ReadonlySet<string>,
  used: Set<string>,
): Planned {
  const plan = makePlan(open, circumstances.observed)
  return { kind: 'planned', plan, objections: objectionsTo(plan, open, circumstances, overridden, used) }
}
