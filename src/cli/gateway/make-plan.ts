import type { NodeName } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { guardFreeze } from '../../plan/guards/guard-freeze.ts'
import { guardWindow } from '../../plan/guards/guard-window.ts'
import { usualLimits, type Approvals, type GuardContext } from '../../plan/guards/guard.ts'
import { evaluateGuards, objectionWords } from '../../plan/evaluate-guards.ts'
import { foreignChanges } from '../../plan/foreign-changes.ts'
import type { Holdings } from '../../plan/holding.ts'
import { authorityIn, markedIn } from '../../plan/holdings.ts'
import { withoutConfirmed } from '../../plan/confirmed.ts'
import { withOwnWrites, type OwnWrite } from '../../plan/own-writes.ts'
import { authorityStep } from '../../plan/phases/authority.ts'
import type { UpgradeStrategy } from '../../plan/phases/upgrade.ts'
import { planCluster } from '../../plan/plan-cluster.ts'
import type { Plan } from '../../plan/plan.ts'
import { unaskedVersions, warningsAbout } from '../../plan/warnings.ts'
import type { Planned } from '../../reconcile/run/apply-setup.ts'
import type { ChangeRecord } from './change-record.ts'
import type { LookingPorts, PlanInputs } from './open-cluster.ts'
import type { Overrides } from './overrides.ts'

/** The plan that brings a cluster to what the repository says. */
export function makePlan(
  { cluster, scope, target, confirmed, applied, canary }: PlanInputs,
  observed: ObservedCluster,
  upgrade: UpgradeStrategy = 'break',
): Plan {
  const before = authorityIn(applied.holdings)
  // Once a person has said that it was replaced, the rest of the changes need not wait any more.
  const isReplaced = cluster.ca !== undefined && confirmed.has(authorityStep(cluster.ca.value))
  const authority = before === undefined || isReplaced ? {} : { authorityBefore: before }
  const { at } = applied
  const markedBefore = { lists: markedIn(applied.holdings), ...(at === undefined ? {} : { at }) }
  const plan = planCluster({
    cluster,
    observed,
    dialect: scope.dialect,
    target,
    upgrade,
    markedBefore,
    ...authority,
    ...(canary === undefined ? {} : { canary }),
  })
  return withoutConfirmed(plan, confirmed)
}

/** What is known besides the repository when a plan is made and guards judge it. */
export interface PlanContext {
  readonly observed: ObservedCluster
  /** Nodes that were shown to hold something older than the last commit. */
  readonly behind: readonly NodeName[]
  /** What the run that asks has set out to write so far. */
  readonly written?: readonly OwnWrite[]
  /** When the plan was made, where it was saved and is carried out later. */
  readonly plannedAt?: string
  /** How nodes are upgraded, where somebody said so. */
  readonly upgrade?: UpgradeStrategy
  /** Signatures that are demanded and that there are, where it is about to be carried out. */
  readonly approvals?: Approvals
}

/** What guards object to in a plan; those that were overridden by name are silent, and it is noted which spoke. */
export function objectionsTo(
  plan: Plan,
  inputs: PlanInputs,
  planContext: PlanContext,
  { overridden, used, heard }: Overrides,
): readonly string[] {
  heard.add(inputs.cluster.name)
  if (plan.phases.length === 0) return []
  const verdicts = evaluateGuards(plan, judgedOn(plan, inputs, planContext), [...overridden])
  for (const { override } of verdicts.overridden) if (override !== undefined) used.add(override)
  return verdicts.objections.map(objectionWords)
}

/** What a person should know about a plan and what does not stop it. */
export function warningsOf(
  plan: Plan,
  inputs: PlanInputs & Pick<LookingPorts, 'gateways'>,
  planContext: PlanContext,
): readonly string[] {
  const warnings = warningsAbout(plan, judgedOn(plan, inputs, planContext))
  return inputs.gateways.mayAskNodes
    ? warnings
    : [...warnings, ...unaskedVersions(plan, inputs.cluster, planContext.observed)]
}

function judgedOn(plan: Plan, inputs: PlanInputs, planContext: PlanContext): GuardContext {
  const { observed } = planContext
  return {
    ...planContext,
    ...inputs.times,
    cluster: inputs.cluster,
    dialect: inputs.scope.dialect,
    target: inputs.target,
    now: observed.observedAt,
    limits: usualLimits,
    confirmed: inputs.confirmed,
    foreignChanges: foreignChanges(plan, observed, leftByUs(inputs, observed, planContext.written)),
  }
}

/** What Pader left in a cluster, as far as the cluster still holds it; `written` is what this very run has written. */
export function leftByUs(
  { applied, written: before }: ChangeRecord,
  observed: ObservedCluster,
  written: readonly OwnWrite[] = [],
): Holdings {
  return withOwnWrites(applied.holdings, [...before, ...written], observed)
}

/** Whether an objection goes away by waiting. */
export function isAboutTime(objection: string): boolean {
  return [guardWindow, guardFreeze].some(({ code }) => objection.startsWith(`${code}: `))
}

/** A plan as an apply takes it: with what its guards object to. */
export function plannedFrom(inputs: PlanInputs, planContext: PlanContext, overrides: Overrides): Planned {
  const plan = makePlan(inputs, planContext.observed, planContext.upgrade)
  return { kind: 'planned', plan, objections: objectionsTo(plan, inputs, planContext, overrides) }
}
