import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A restore says for every member of today from which UUID of the backup its part comes. */
export const cmBak005: PlanCheck = {
  code: 'CM-BAK-005',
  severity: 'error',
  *breaches(plan, { cluster }) {
    for (const { step, action } of actsOf(plan, 'restore')) {
      const mapped = new Set(action.map.map(({ to }) => to))
      const missing = cluster.nodes.filter(({ uuid }) => !mapped.has(uuid.value)).map(({ name }) => name)
      if (missing.length > 0)
        yield `"${step.id}" does not say which part of the backup belongs to ${missing.join(', ')}`
    }
  },
}
