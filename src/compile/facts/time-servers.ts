import type { Node } from '../../model/fleet.ts'
import { areSame, settingOf } from './settings-of-nodes.ts'
import { memoized } from './memoized.ts'

/** Nodes that name the same time servers in the same order. */
export interface ServerList {
  /** Undefined where the setting is unmanaged; null where it must be empty. */
  readonly servers: readonly string[] | null | undefined
  readonly nodes: readonly Node[]
}

/** The lists of time servers of a cluster, in the order of their first appearance: far fewer than nodes. */
export const serverListsOf = memoized((cluster): readonly ServerList[] => {
  const lists = new Map<string | null | undefined, Growing>()
  let last: Growing | undefined
  let before: Growing | undefined
  cluster.nodes.forEach((node) => {
    const servers = settingOf(node, 'ntp.servers')
    // Most name the servers of their neighbours; a text is made of the others.
    let own = isSameList(servers, last?.servers) ? last : before
    if (own === undefined || !isSameList(servers, own.servers)) {
      const text = servers && JSON.stringify(servers)
      own = lists.get(text) ?? { servers, nodes: [] }
      if (own.nodes.length === 0) lists.set(text, own)
    }
    if (own !== last) before = last
    last = own
    own.nodes.push(node)
  })
  return [...lists.values()]
})

interface Growing extends ServerList {
  readonly nodes: Node[]
}

function isSameList(left: ServerList['servers'], right: ServerList['servers']): boolean {
  return left && right ? areSame(left, right) : left === right
}
