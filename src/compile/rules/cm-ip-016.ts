import { moveListener } from '../fix/listener.ts'
import { interfaceOf, listenersOf } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A listener is on the interface for cluster traffic. */
export const cmIp016: Rule = {
  code: 'CM-IP-016',
  title: 'A listener is on the interface for cluster traffic',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: "The listener belongs on the interface meant for the cluster; on the users' interface, it competes with their traffic and is within their reach.",
  source: 'BP',
  help: 'use the address of the interface with the role "cluster" or "management"',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.16.12] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    for (const listener of listenersOf(cluster)) {
      const { node, endpoint } = listener
      // One interface is both or neither.
      if (node.interfaces.length < 2) continue
      const used = interfaceOf(listener)
      const meant = node.interfaces.find(({ role }) => role === 'cluster' || role === 'management')
      if (used?.role !== 'users' || meant === undefined) continue
      yield {
        message: `node "${node.name}" listens on "${used.name}", the users' interface, and has "${meant.name}" for ${meant.role} traffic`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}
