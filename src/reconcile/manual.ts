import { isConfirmable, withoutConfirmed } from '../plan/confirmed.ts'
import type { Phase, Plan } from '../plan/plan.ts'
import type { Outcome } from '../plan/progress.ts'
import { confirmedSteps } from './confirm-step.ts'
import type { Journal } from './journal.ts'

/** What is left of a plan when what people confirmed is taken away, and whom it waits for first. */
export interface Remaining {
  readonly left: readonly Phase[]
  readonly outcome?: Outcome
}

/**
 * Takes away the manual steps that somebody confirmed in the journal; every other manual step is gone from the plan
 * by itself once its check sees that it was done. If a manual step comes next, the run ends and waits.
 */
export function waitingFor(plan: Plan, journal: Journal, now: number): Remaining {
  const left = withoutConfirmed(plan, confirmedSteps(journal.before, now)).phases
  const manual = left[0]?.steps.find((step) => step.kind === 'manual')
  if (manual === undefined) return { left }
  const next = isConfirmable(manual)
    ? `then confirm it: pader apply --cluster ${plan.cluster} --confirm ${manual.id}`
    : 'then run "pader apply" again: it finds out by itself that it was done'
  return { left, outcome: { kind: 'waiting', for: manual.id, instructions: [...manual.instructions, next] } }
}
