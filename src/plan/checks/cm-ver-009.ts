import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** An upgrade takes one node at a time, when it serves nobody. */
export const cmVer009: PlanCheck = {
  code: 'CM-VER-009',
  severity: 'warning',
  *breaches(plan) {
    const acts = actsOf(plan, 'upgrade')
    for (const phase of plan.phases) {
      const together = new Set(acts.filter((one) => one.phase === phase).map(({ action }) => action.node))
      if (together.size > 1) yield `${[...together].join(', ')} would be upgraded at the same time`
    }
    for (const { action } of acts) if (!action.drained) yield `${action.node} would be upgraded while it serves users`
  },
}
