import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** The entry node is upgraded last. */
export const cmVer010: PlanCheck = {
  code: 'CM-VER-010',
  severity: 'info',
  *breaches(plan, { cluster }) {
    const order = actsOf(plan, 'upgrade').map(({ action }) => action.node)
    const entry = cluster.entryNode.value
    if (order.includes(entry) && order.at(-1) !== entry)
      yield `${entry}, the entry node, would be upgraded before others`
  },
}
