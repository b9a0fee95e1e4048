import { estimateOf } from './estimate.ts'
import type { Phase, Plan, Step } from './plan.ts'

/** Whether only a person can say that a step was done; all others are found out by looking. */
export function isConfirmable(step: Step): boolean {
  return step.kind === 'manual' && step.check.kind === 'confirmation'
}

/** A plan without the manual steps that a person confirmed; phases keep their order and are numbered anew. */
export function withoutConfirmed(plan: Plan, confirmed: ReadonlySet<string>): Plan {
  const isDone = (step: Step): boolean => step.kind === 'manual' && isConfirmable(step) && confirmed.has(step.id)
  const left = plan.phases.flatMap((phase): Phase[] => {
    const steps = phase.steps.filter((step) => !isDone(step))
    return steps.length === 0 ? [] : [{ ...phase, steps }]
  })
  const phases = left.map((phase, index) => ({ ...phase, ordinal: index + 1 }))
  return { ...plan, phases, estimate: estimateOf(phases) }
}
