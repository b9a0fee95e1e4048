import { addressKind, interfaceAddress, sameAddress } from '../addresses.ts'
import { moveListener } from '../fix/listener.ts'
import { listenersOf } from '../listeners.ts'
import type { Node } from '../../model/fleet.ts'
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
    for (const { node, endpoint, place } of listenersOf(cluster)) {
      const kind = isBroadcastOf(node, endpoint.address) ? 'broadcast' : addressKind(endpoint.address)
      if (kind !== 'unspecified' && kind !== 'multicast' && kind !== 'broadcast') continue
      const article = kind === 'unspecified' ? 'an' : 'a'
      yield {
        message: `the listener "${endpoint.address}" of node "${node.name}" is ${article} ${kind} address`,
        place,
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}

function isBroadcastOf(node: Node, address: string): boolean {
  return node.interfaces.some(({ addresses }) =>
    addresses.some((cidr) => sameAddress(interfaceAddress(cidr)?.broadcast ?? '', address)),
  )
}
