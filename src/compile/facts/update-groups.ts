import type { Node } from '../../model/fleet.ts'
import { nodesByValue } from './settings-of-nodes.ts'
import { memoized } from './memoized.ts'

/** Nodes that share engine updates. */
export interface UpdateGroup {
  readonly name: string
  readonly members: readonly Node[]
}

/** The update groups of a cluster; nodes whose group is unmanaged or has no name are in none. */
export const updateGroupsOf = memoized((cluster): readonly UpdateGroup[] =>
  [...nodesByValue(cluster, 'groups.update')].flatMap(([name, members]) =>
    typeof name === 'string' && name.trim() !== '' ? [{ name, members }] : [],
  ),
)
