import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node whose repository offers one version only is not upgraded from the user interface. */
export const cmVer013: PlanCheck = {
  code: 'CM-VER-013',
  severity: 'warning',
  *breaches(plan) {
    for (const { action } of actsOf(plan, 'upgrade'))
      if (action.pinned && action.through === 'UI')
        yield `${action.node} has a pinned repository and would be upgraded from the UI, which asks in vain for another version`
  },
}
