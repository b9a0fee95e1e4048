import type { Cluster, Node } from '../model/fleet.ts'
import { nodesByGroup } from './reading.ts'

/** Nodes that share engine updates. */
export interface UpdateGroup {
  readonly name: string
  readonly members: readonly Node[]
}

/** The update groups of a cluster; nodes whose group is unmanaged or has no name are in none. */
export function updateGroupsOf(cluster: Cluster): readonly UpdateGroup[] {
  return [...nodesByGroup(cluster, 'groups.update')].flatMap(([name, members]) =>
    typeof name === 'string' && name.trim() !== '' ? [{ name, members }] : [],
  )
}
