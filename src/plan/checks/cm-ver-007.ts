import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node is upgraded while it stands alone, unless somebody accepted that versions mix. */
export const cmVer007: PlanCheck = {
  code: 'CM-VER-007',
  severity: 'warning',
  *breaches(plan) {
    for (const { action } of actsOf(plan, 'upgrade'))
      if (!action.alone && action.rolling !== 'accepted')
        yield `${action.node} would be upgraded inside the cluster, which nobody has accepted`
  },
}
