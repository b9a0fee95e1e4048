import { forgetSetting, offer } from '../fix/offer.ts'
import { oddlyGrouped } from '../facts/membership.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Every node is in a network group. */
export const cmNet001: Rule = {
  code: 'CM-NET-001',
  title: 'Every node is in a network group',
  severity: 'error',
  stage: 'static',
  scope: 'node',
  why: 'Without a network group, a node may talk to nobody; adding it is refused because the other nodes cannot reach it.',
  source: 'BP',
  help: 'omit "groups.network", so that the node is in the group of its location, or name a group',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    for (const node of oddlyGrouped(cluster).inNone) {
      yield {
        message: `node "${node.name}" is in no network group`,
        place: placeOf(node, 'groups.network'),
        ...offer(
          `omit the network groups of "${node.name}"`,
          forgetSetting([node], 'groups.network', (names) => (names ?? []).length > 0),
        ),
      }
    }
  },
}
