import type { Uuid } from '../../model/names.ts'
import { afterEdits } from '../list-edits.ts'
import type { GuardContext } from '../guards/guard.ts'
import type { Plan } from '../plan.ts'
import { actsOf, stepsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** When the plan is done, no list and no job names an appliance that has left. */
export const cmMem016: PlanCheck = {
  code: 'CM-MEM-016',
  severity: 'error',
  *breaches(plan, context) {
    for (const { action } of actsOf(plan, 'remove')) {
      const left = [...listsNaming(action.uuid, plan, context), ...jobsNaming(action.uuid, plan, context)]
      if (left.length > 0)
        yield `${left.join(', ')} would still name ${action.uuid}, which leaves the cluster: remove it there first`
    }
  },
}

function listsNaming(uuid: Uuid, plan: Plan, { observed }: GuardContext): readonly string[] {
  if (observed.lists.kind !== 'known') return []
  return [...observed.lists.value.values()].flatMap((list) => {
    const own = stepsOf(plan).flatMap(({ step }) =>
      'list' in step && [list.id, list.name].includes(step.list) && step.type === list.type ? [step] : [],
    )
    if (own.some(({ kind }) => kind === 'delete list')) return []
    const entries = own.reduce(
      (held, step) => (step.kind === 'edit list' ? afterEdits(held, step.edits) : held),
      list.entries,
    )
    return entries.some(({ value }) => names(value, uuid)) ? [`list "${list.name}"`] : []
  })
}

function jobsNaming(uuid: Uuid, plan: Plan, { observed }: GuardContext): readonly string[] {
  return [...observed.nodes.values()].flatMap(({ uuid: holder, name, settings }) => {
    if (holder === uuid) return []
    const written = stepsOf(plan).findLast(
      ({ step }) => step.kind === 'set property' && step.uuid === holder && step.setting === 'jobs',
    )
    const held = settings.jobs?.kind === 'known' ? settings.jobs.value : undefined
    const after = written?.step.kind === 'set property' ? written.step.after : held
    return names(JSON.stringify(after ?? null), uuid) ? [`jobs of ${name ?? holder}`] : []
  })
}

function names(text: string, uuid: Uuid): boolean {
  return text.toUpperCase().includes(uuid.toUpperCase())
}
