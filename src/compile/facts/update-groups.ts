import type { Node } from '../../model/fleet.ts'
import { nodesByValue, settingOf } from './settings-of-nodes.ts'
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

/** Whether the interval check of a node certainly fetches nothing. */
export function isIdle(node: Node): boolean {
  return settingOf(node, 'updates.automatic') === false || settingOf(node, 'updates.fromInternet') === false
}
