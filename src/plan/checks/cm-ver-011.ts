import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** After an upgrade the nodes return where each finds a neighbour, to the node whose policy is wanted. */
export const cmVer011: PlanCheck = {
  code: 'CM-VER-011',
  severity: 'error',
  *breaches(plan, { cluster }) {
    if (actsOf(plan, 'upgrade').length === 0) return
    for (const { action, phase } of actsOf(plan, 'add')) {
      if (phase.proof.kind !== 'proved') yield `nothing proves that ${action.node} finds a neighbour when it returns`
      if (action.policyFrom !== cluster.entryNode.value)
        yield `${action.node} would return to the policy of ${action.policyFrom}`
    }
  },
}
