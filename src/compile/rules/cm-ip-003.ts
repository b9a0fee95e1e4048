import { moveListener } from '../fix/listener.ts'
import { listenersOf, nowhere } from '../facts/listeners.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A listener is the address of one machine. */
export const cmIp003: Rule = {
  code: 'CM-IP-003',
  title: 'A listener is the address of one machine',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'A listener is the physical address of an interface. An unspecified, multicast, broadcast, reserved or network address leads to no particular node, and a link-local address reaches no further than the next router.',
  source: 'BP',
  help: 'use the physical address of the interface that carries cluster traffic',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [0.0.0.0] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    for (const { node, endpoint, address, held } of listenersOf(cluster)) {
      const what = address.kind === 'link-local' ? 'a link-local address' : nowhere(held, address)
      if (what === undefined) continue
      yield {
        message: `the listener "${endpoint.address}" of node "${node.name}" is ${what}`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
    }
  },
}
