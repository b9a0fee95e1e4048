import type { Phase, Plan } from '../plan/plan.ts'
import type { Outcome } from '../plan/progress.ts'
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
export function waitingFor(plan: Plan, journal: Journal): Remaining {
  const confirmed = new Set(
    journal.before.records.flatMap(({ event }) => (event.kind === 'confirmed by a person' ? [event.step] : [])),
  )
  const left = plan.phases.flatMap((phase) => {
    const steps = phase.steps.filter(
      (step) => step.kind !== 'manual' || step.check.kind !== 'confirmation' || !confirmed.has(step.id),
    )
    return steps.length === 0 ? [] : [{ ...phase, steps }]
  })
  const manual = left[0]?.steps.find((step) => step.kind === 'manual')
  if (manual === undefined) return { left }
  const instructions =
    manual.check.kind === 'confirmation'
      ? [...manual.instructions, `then confirm it: pader apply --confirm ${manual.id}`]
      : [...manual.instructions, 'then run "pader apply" again: it finds out by itself that it was done']
  return { left, outcome: { kind: 'waiting', for: manual.id, instructions } }
}
