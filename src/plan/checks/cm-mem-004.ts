import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** Who overwrites an added node is a member whose policy is the wanted one: the entry node. */
export const cmMem004: PlanCheck = {
  code: 'CM-MEM-004',
  severity: 'error',
  *breaches(plan, { cluster }) {
    for (const { action, step } of actsOf(plan, 'add')) {
      const { policyFrom, node } = action
      if (policyFrom !== cluster.entryNode.value) yield `${node} would take over the policy of ${policyFrom}`
      if (!step.instructions.some((line) => line.includes(policyFrom)))
        yield `"${step.id}" does not say that ${node} takes over the policy of ${policyFrom}`
    }
  },
}
