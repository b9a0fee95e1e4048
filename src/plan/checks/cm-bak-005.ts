import type { Uuid } from '../../model/names.ts'
import { actsOf } from './actions.ts'
import type { PlanCheck } from './plan-check.ts'

/** A restore says for every member of today, and for nobody else, from which UUID of the backup its part comes. */
export const cmBak005: PlanCheck = {
  code: 'CM-BAK-005',
  severity: 'error',
  *breaches(plan, { cluster, observed }) {
    const members = new Set([...cluster.nodes.map(({ uuid }) => uuid.value), ...observed.nodes.keys()])
    for (const { step, action } of actsOf(plan, 'restore')) {
      const [from, to] = [action.map.map((part) => part.from), action.map.map((part) => part.to)]
      const mapped = new Set(to)
      const missing = cluster.nodes.filter(({ uuid }) => !mapped.has(uuid.value)).map(({ name }) => name)
      if (missing.length > 0)
        yield `"${step.id}" does not say which part of the backup belongs to ${missing.join(', ')}`
      const strange = [...mapped].filter((uuid) => !members.has(uuid))
      if (strange.length > 0)
        yield `"${step.id}" gives a part of the backup to ${strange.join(', ')}, which is no member`
      if (mapped.size < to.length) yield `"${step.id}" gives two parts of the backup to ${twice(to)}`
      if (new Set(from).size < from.length)
        yield `"${step.id}" gives the part ${twice(from)} of the backup to two members`
    }
  },
}

function twice(uuids: readonly Uuid[]): string {
  return [...new Set(uuids.filter((uuid, index) => uuids.indexOf(uuid) !== index))].join(', ')
}
