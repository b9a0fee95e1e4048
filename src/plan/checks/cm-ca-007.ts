import { behindWords } from '../behind-words.ts'
import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** The authority is made anew only while every node is reachable and shown to hold the same. */
export const cmCa007: PlanCheck = {
  code: 'CM-CA-007',
  severity: 'error',
  *breaches(plan, { cluster, behind }) {
    for (const { phase, action } of actsOf(plan, 'rotate authority')) {
      const asked = new Set(phase.preconditions.flatMap((one) => (one.kind === 'confirmed' ? one.nodes : [])))
      const unasked = cluster.nodes.map(({ name }) => name).filter((name) => !asked.has(name))
      if (unasked.length > 0) yield `"${action.kind}" does not wait until ${unasked.join(', ')} can be reached`
      if (behind.length > 0) yield `"${action.kind}" while ${behindWords(behind)}`
    }
  },
}
