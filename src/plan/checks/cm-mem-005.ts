import { addedUnprepared } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** What an added node had of its own is kept before it is overwritten. */
export const cmMem005: PlanCheck = {
  code: 'CM-MEM-005',
  severity: 'error',
  *breaches(plan, { confirmed }) {
    for (const node of addedUnprepared(plan, confirmed, 'backup'))
      yield `${node} would be overwritten, and nobody has kept what it has`
  },
}
