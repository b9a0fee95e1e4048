import { behindWords } from '../behind-words.ts'
import { actsOf, isCommit } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A backup, also the one that a commit starts with, is taken while no node is behind. */
export const cmBak003: PlanCheck = {
  code: 'CM-BAK-003',
  severity: 'warning',
  *breaches(plan, { behind }) {
    const backsUp = plan.phases.some(isCommit) || actsOf(plan, 'back up').length > 0
    if (backsUp && behind.length > 0) yield `a backup would be taken while ${behindWords(behind)}`
  },
}
