import type { GroupName } from '../model/names.ts'
import { at } from './at.ts'
import type { Memberships } from './edges.ts'

/** The groups that are named in some lists, sorted by name, and who is in them by number. */
export interface NumberedGroups {
  readonly groups: readonly GroupName[]
  readonly memberships: Memberships
  readonly others: Memberships
}

/**
 * Numbers the groups that the nodes name in one or in two lists each, by name. Repeated and blank names are left out:
 * they join nobody. A name is looked up once, since in a large cluster each look-up is a wait for memory.
 */
export function numberGroups(
  lists: readonly (readonly GroupName[])[],
  otherLists: readonly (readonly GroupName[])[] = [],
): NumberedGroups {
  const found = new Map<GroupName, number>()
  const memberships = membershipsIn(lists, found)
  const others = membershipsIn(otherLists, found)
  const groups = [...found.keys()].toSorted()
  const rank = new Int32Array(groups.length)
  groups.forEach((group, index) => {
    rank[found.get(group) ?? 0] = index
  })
  return { groups, memberships: renumbered(memberships, rank), others: renumbered(others, rank) }
}

/** Memberships by the number of a group's first appearance. */
function membershipsIn(lists: readonly (readonly GroupName[])[], found: Map<GroupName, number>): Memberships {
  const starts = new Int32Array(lists.length + 1)
  const groups = new Int32Array(lists.reduce((sum, names) => sum + names.length, 0))
  const newest: number[] = []
  let length = 0
  lists.forEach((names, node) => {
    for (const name of names) {
      const group = numberOf(name, found)
      if (group === undefined || newest[group] === node) continue
      newest[group] = node
      groups[length++] = group
    }
    starts[node + 1] = length
  })
  return { starts, groups: groups.subarray(0, length) }
}

function numberOf(name: GroupName, found: Map<GroupName, number>): number | undefined {
  const known = found.get(name)
  if (known !== undefined || name.trim() === '') return known
  found.set(name, found.size)
  return found.size - 1
}

function renumbered({ starts, groups }: Memberships, rank: Int32Array): Memberships {
  return { starts, groups: groups.map((group) => at(rank, group)) }
}
