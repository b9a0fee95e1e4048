import { moveListener } from '../fix/listener.ts'
import { isBroadcast, listenersOf } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A listener is the address of one machine. */
export const cmIp003: Rule = {
  code: 'CM-IP-003',
  title: 'A listener is the address of one machine',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A listener is the physical address of an interface; an unspecified, multicast or broadcast address leads to no particular node.',
  source: 'BP',
  help: 'use the physical address of the interface that carries cluster traffic',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [0.0.0.0] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    for (const { node, endpoint, address, interfaces } of listenersOf(cluster)) {
      const kind = isBroadcast(interfaces, address) ? 'broadcast' : address.kind
      if (kind !== 'unspecified' && kind !== 'multicast' && kind !== 'broadcast') continue
      const article = kind === 'unspecified' ? 'an' : 'a'
      yield {
        message: `the listener "${endpoint.address}" of node "${node.name}" is ${article} ${kind} address`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}
