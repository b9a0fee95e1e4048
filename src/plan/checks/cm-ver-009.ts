import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** An upgrade takes one node at a time, when it serves nobody. */
export const cmVer009: PlanCheck = {
  code: 'CM-VER-009',
  severity: 'warning',
  *breaches(plan) {
    const acts = actsOf(plan, 'upgrade')
    for (const { action, phase } of acts) {
      const beside = acts.filter((one) => one.phase === phase && one.action.node !== action.node)
      if (beside.length > 0)
        yield `${[action, ...beside.map((one) => one.action)].map(({ node }) => node).join(', ')} would be upgraded at the same time`
      if (!action.drained) yield `${action.node} would be upgraded while it serves users`
    }
  },
}
