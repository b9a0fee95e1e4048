import type { Node } from '../model/fleet.ts'
import { areSame, settingOf } from './reading.ts'
import { remembered } from './remembered.ts'

/** Nodes that name the same time servers in the same order. */
export interface ServerList {
  /** Undefined where the setting is unmanaged; null where it must be empty. */
  readonly servers: readonly string[] | null | undefined
  readonly nodes: readonly Node[]
}

/** The lists of time servers of a cluster, in the order of their first appearance: far fewer than nodes. */
export const serverListsOf = remembered((cluster): readonly ServerList[] => {
  const lists = new Map<string | null | undefined, { servers: ServerList['servers']; nodes: Node[] }>()
  let last: { servers: ServerList['servers']; nodes: Node[] } | undefined
  cluster.nodes.forEach((node) => {
    const servers = settingOf(node, 'ntp.servers')
    if (last === undefined || !isSameList(servers, last.servers)) {
      const text = servers && JSON.stringify(servers)
      last = lists.get(text)
      if (last === undefined) {
        last = { servers, nodes: [] }
        lists.set(text, last)
      }
    }
    last.nodes.push(node)
  })
  return [...lists.values()]
})

function isSameList(left: ServerList['servers'], right: ServerList['servers']): boolean {
  return left && right ? areSame(left, right) : left === right
}
