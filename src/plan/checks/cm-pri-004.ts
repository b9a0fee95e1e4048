import { strongerThanEntry } from '../stronger.ts'
import { isCommit } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** No commit is made before every node that would win over the entry node is shown to hold what it holds. */
export const cmPri004: PlanCheck = {
  code: 'CM-PRI-004',
  severity: 'error',
  *breaches(plan, { cluster, observed }) {
    const stronger = strongerThanEntry(cluster, observed)
    for (const { ordinal, preconditions } of plan.phases.filter(isCommit)) {
      const asked = new Set(preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : [])))
      const unasked = stronger.filter((node) => !asked.has(node))
      if (unasked.length > 0)
        yield `phase ${ordinal} commits without asking ${unasked.join(', ')}, which would win over it`
    }
  },
}
