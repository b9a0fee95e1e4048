import { canonical } from '../canonical.ts'
import { afterEdits } from '../list-edits.ts'
import { stepsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** When the plan is done, the lists by which regions are recognised name the nodes as they are called then. */
export const cmReg006: PlanCheck = {
  code: 'CM-REG-006',
  severity: 'error',
  *breaches(plan, { cluster, observed }) {
    if (observed.lists.kind !== 'known' || plan.phases.length === 0) return
    const held = [...observed.lists.value.values()]
    const told = new Set(plan.blocked.map(({ object }) => object))
    // A plan of its own leaves everything else for the next one, and says so.
    if (told.has('everything else')) return
    for (const wanted of cluster.policy.lists) {
      if (!isOfRegion(wanted.name) || told.has(`list "${wanted.name}" (${wanted.type})`)) continue
      const seen = held.find(({ name, type }) => name === wanted.name && type === wanted.type)
      const steps = stepsOf(plan).flatMap(({ step }) => ('list' in step && step.list === wanted.name ? [step] : []))
      const after = steps.reduce((entries, step) => {
        if (step.kind === 'create list') return step.entries
        return step.kind === 'edit list' ? afterEdits(entries, step.edits) : []
      }, seen?.entries ?? [])
      if (canonical(after) !== canonical(wanted.entries))
        yield `the list "${wanted.name}" would name other nodes than its region has`
    }
  },
}

/** Lists of regions are called so by the compiler. */
function isOfRegion(name: string): boolean {
  return name.startsWith('pader/Region ')
}
