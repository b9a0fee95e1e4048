import type { Uuid } from '../model/names.ts'
import type { Plan } from './plan.ts'

/** The appliances that a plan wants taken out of the cluster. */
export function leaving(plan: Plan): readonly Uuid[] {
  return plan.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) =>
      step.kind === 'manual' && step.check.kind === 'membership' && step.check.expected === 'absent'
        ? [step.check.uuid]
        : [],
    )
}
