import { moveListener } from '../fix/listener.ts'
import { listenersOf, virtualAddressesOf } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No listener is a virtual address. */
export const cmIp005: Rule = {
  code: 'CM-IP-005',
  title: 'No listener is a virtual address',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A listener is the physical address of an interface; a virtual address can move to another node and takes the messages with it.',
  source: 'BP',
  help: 'use the physical address of the interface that carries cluster traffic',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': 'virtualAddresses: [10.81.0.200]',
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.200] } }',
      },
    },
    valid: {
      files: {
        'cluster.yaml': 'virtualAddresses: [10.81.0.200]',
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }',
      },
    },
  },

  *check(cluster) {
    const listeners = listenersOf(cluster)
    const virtual = virtualAddressesOf(cluster)
    if (virtual.size === 0) return
    for (const { node, endpoint, address } of listeners) {
      if (!virtual.has(address.normal)) continue
      yield {
        message: `the listener "${endpoint.address}" of node "${node.name}" is a virtual address`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}
