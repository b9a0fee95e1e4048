import type { NodeName } from '../../model/names.ts'
import type { Scope } from '../observe/observe.ts'

/** The names of the nodes that the repository declares out of service. */
export function awayNames({
  away = new Set(),
  names,
}: Pick<Scope, 'away' | 'names'>): ReadonlySet<NodeName | undefined> {
  return new Set([...away].map((id) => names.get(id)))
}
