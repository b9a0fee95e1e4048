import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node that is set back to a snapshot is shut away before it starts. */
export const cmVer012: PlanCheck = {
  code: 'CM-VER-012',
  severity: 'warning',
  *breaches(plan) {
    for (const { action, phase } of actsOf(plan, 'revert snapshot')) {
      const shut = phase.preconditions.some((one) => one.kind === 'isolated' && one.node === action.node)
      if (!shut) yield `${action.node} would return with an old configuration while the others can reach it`
    }
  },
}
