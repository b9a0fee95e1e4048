import { moveListener } from '../fix/listener.ts'
import { interfaceOf, listenersOf, virtualAddressesOf } from '../facts/listeners.ts'
import { quoted } from '../wording/phrase.ts'
import { onceWhereWritten } from './once-where-written.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Node } from '../../model/fleet.ts'
import type { Finding, Rule } from './rule.ts'

/** A listener is an address of one of the node's interfaces. */
export const cmIp004: Rule = {
  code: 'CM-IP-004',
  title: "A listener is an address of one of the node's interfaces",
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'The listener does not follow a change of the interface address; the node then listens nowhere.',
  source: 'BP',
  help: 'enter the address that the interface has now',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.99] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    const virtual = virtualAddressesOf(cluster)
    const astray: { node: Node; finding: Finding }[] = []
    for (const listener of listenersOf(cluster)) {
      const { node, endpoint, address, held } = listener
      // What is no address of a machine, or moves between machines, is reported by CM-IP-002, -003 and -005.
      if (address.kind !== 'host' || virtual.has(address.normal)) continue
      if (held.length === 0 || interfaceOf(listener) !== undefined) continue
      const own = held.map((one) => one.address.normal)
      const finding = {
        message: `node "${node.name}" listens on "${endpoint.address}", but its interfaces have ${quoted(own)}`,
        place: placeOf(node, 'listeners'),
        ...moveListener(cluster, node, endpoint),
      }
      astray.push({ node, finding })
    }
    yield* onceWhereWritten(astray)
  },
}
