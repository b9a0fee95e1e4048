import { actsOf, stepsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node is seen to listen before it is added. */
export const cmMem007: PlanCheck = {
  code: 'CM-MEM-007',
  severity: 'error',
  *breaches(plan, { confirmed }) {
    const steps = stepsOf(plan)
    for (const { action, at } of actsOf(plan, 'add')) {
      const looked = steps
        .slice(0, at)
        .some(
          ({ step }) =>
            step.kind === 'manual' &&
            step.action.kind === 'prepare' &&
            step.action.node === action.node &&
            step.check.kind === 'port' &&
            step.check.expected === 'open',
        )
      if (!looked && !confirmed.has(`prepare ${action.node}`))
        yield `nobody looks whether ${action.node} takes connections before it is added`
    }
  },
}
