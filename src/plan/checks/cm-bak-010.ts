import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A restore of everything waits for somebody's word that the whole cluster is meant. */
export const cmBak010: PlanCheck = {
  code: 'CM-BAK-010',
  severity: 'warning',
  *breaches(plan) {
    for (const { step, action } of actsOf(plan, 'restore'))
      if (action.whole && step.check.kind !== 'confirmation')
        yield `"${step.id}" replaces the configuration of every node, and nobody has to confirm it`
  },
}
