import { addedUnprepared } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node gets the authority of the cluster before it is added. */
export const cmCa003: PlanCheck = {
  code: 'CM-CA-003',
  severity: 'error',
  *breaches(plan, { confirmed }) {
    for (const node of addedUnprepared(plan, confirmed, 'authority'))
      yield `${node} would be added without the certificate authority of the cluster`
  },
}
