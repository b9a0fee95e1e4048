import { addedUnprepared } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A node is seen to run the version of the cluster before it is added. */
export const cmVer004: PlanCheck = {
  code: 'CM-VER-004',
  severity: 'error',
  *breaches(plan, { confirmed }) {
    for (const node of addedUnprepared(plan, confirmed, 'version'))
      yield `nobody looks which version ${node} runs before it is added`
  },
}
