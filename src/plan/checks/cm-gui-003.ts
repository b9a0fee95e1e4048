import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** Everything is done through the one entry node. */
export const cmGui003: PlanCheck = {
  code: 'CM-GUI-003',
  severity: 'error',
  *breaches(plan, { cluster }) {
    const entry = cluster.entryNode.value
    for (const { ordinal, preconditions } of plan.phases)
      for (const one of preconditions)
        if (one.kind === 'clock' && one.entry !== entry)
          yield `phase ${ordinal} works through ${one.entry}, and ${entry} is the entry node`
    for (const { action } of actsOf(plan, 'add'))
      if (action.policyFrom !== entry)
        yield `${action.node} would be added at ${action.policyFrom}, and ${entry} is the entry node`
  },
}
