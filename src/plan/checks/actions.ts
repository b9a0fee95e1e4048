import type { ManualAction, Preparation } from '../manual-action.ts'
import type { NodeName } from '../../model/names.ts'
import type { Phase, Plan, Step } from '../plan.ts'

/** A manual step with what it is about and when it comes. */
export interface Act<Action> {
  readonly phase: Phase
  readonly step: Extract<Step, { kind: 'manual' }>
  readonly action: Action
  /** Position among all steps of the plan. */
  readonly at: number
}

/** The manual steps of one kind, in the order in which they are done. */
export function actsOf<Kind extends ManualAction['kind']>(
  plan: Plan,
  kind: Kind,
): readonly Act<Extract<ManualAction, { kind: Kind }>>[] {
  return stepsOf(plan).flatMap(({ phase, step }, at) =>
    step.kind === 'manual' && isOf(step.action, kind) ? [{ phase, step, action: step.action, at }] : [],
  )
}

/** Every step with its phase, in the order in which they are done. */
export function stepsOf({ phases }: Plan): readonly { readonly phase: Phase; readonly step: Step }[] {
  return phases.flatMap((phase) => phase.steps.map((step) => ({ phase, step })))
}

/** Nodes that are added although nothing before it, and nobody's word, ensures something about them. */
export function addedUnprepared(plan: Plan, confirmed: ReadonlySet<string>, what: Preparation): readonly NodeName[] {
  const prepared = actsOf(plan, 'prepare').filter(({ action }) => action.ensures.includes(what))
  return actsOf(plan, 'add')
    .filter(({ action: { node }, at }) => !prepared.some((one) => one.action.node === node && one.at < at))
    .map(({ action }) => action.node)
    .filter((node) => !confirmed.has(`prepare ${node}`))
}

/** Whether the phase is one commit. */
export function isCommit({ kind }: Phase): boolean {
  return kind !== 'manual'
}

function isOf<Kind extends ManualAction['kind']>(
  action: ManualAction,
  kind: Kind,
): action is Extract<ManualAction, { kind: Kind }> {
  return action.kind === kind
}
