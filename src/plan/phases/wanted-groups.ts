import { groupName, type GroupName, type Uuid } from '../../model/names.ts'
import type { PropertyStep } from '../differences.ts'

/** The network groups that nodes are to get, for those whose groups differ. */
export function wantedGroups(changes: readonly PropertyStep[]): ReadonlyMap<Uuid, readonly GroupName[]> {
  return new Map(
    changes
      .filter(({ setting }) => setting === 'groups.network')
      .map(({ uuid, after }) => [uuid, Array.isArray(after) ? after.map(String).map(groupName) : []]),
  )
}
