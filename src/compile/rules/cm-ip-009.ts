import { listenersOf } from '../facts/listeners.ts'
import { placeOf, repeatsIn } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No two nodes listen on the same address. */
export const cmIp009: Rule = {
  code: 'CM-IP-009',
  title: 'No two nodes listen on the same address',
  severity: 'error',
  stage: 'static',
  why: 'The other nodes find a node by its listener; if two nodes share an address, only one of them is reached.',
  source: 'BP',
  help: 'enter the address that the node really has',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.11] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { listeners: [10.81.0.12] } }' } },
  },

  *check(cluster) {
    for (const { first, other } of repeatsIn(listenersOf(cluster), ({ address }) => address.normal)) {
      if (other.node === first.node) continue
      yield {
        message: `node "${other.node.name}" listens on "${other.address.normal}", as node "${first.node.name}" does`,
        place: placeOf(other.node, 'listeners'),
        related: [{ place: placeOf(first.node, 'listeners'), note: `listener of "${first.node.name}"` }],
      }
    }
  },
}
