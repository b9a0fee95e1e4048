import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** An upgrade starts with a backup, or with the word of somebody who keeps one. */
export const cmVer008: PlanCheck = {
  code: 'CM-VER-008',
  severity: 'error',
  *breaches(plan, { cluster, confirmed }) {
    const [first] = actsOf(plan, 'upgrade')
    if (first === undefined) return
    const before = actsOf(plan, 'back up').some(({ at }) => at < first.at)
    const kept = [...confirmed].some((step) =>
      step.startsWith(`back up ${cluster.name} before ${cluster.version.value}`),
    )
    if (!before && !kept) yield `${first.action.node} would be upgraded, and nobody has kept a backup`
  },
}
