import { isEmpty } from '../../model/settings.ts'
import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** The node that adds another one listens. */
export const cmMem006: PlanCheck = {
  code: 'CM-MEM-006',
  severity: 'error',
  *breaches(plan, { cluster, observed }) {
    for (const { action } of actsOf(plan, 'add')) {
      const adder = cluster.nodes.find(({ name }) => name === action.policyFrom)
      const held = adder === undefined ? undefined : observed.nodes.get(adder.uuid.value)?.settings.listeners
      if (held?.kind === 'known' && isEmpty(held.value))
        yield `${action.policyFrom} has no listener, so that adding ${action.node} would be refused: give it one first`
    }
  },
}
