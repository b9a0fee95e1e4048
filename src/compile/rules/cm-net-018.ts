import { alignSetting, offer } from '../fix/offer.ts'
import { networkGroupsOf, oddlyGrouped } from '../facts/membership.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A node names a network group once. */
export const cmNet018: Rule = {
  code: 'CM-NET-018',
  title: 'A node names a network group once',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'The second mention has no effect and hides the name that was meant.',
  source: 'ours',
  help: 'remove one of the two, or enter the name that was meant',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, tokyo] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    for (const node of oddlyGrouped(cluster).repeating) {
      const names = networkGroupsOf(node)
      const repeated = new Set(names.filter((name, index) => name.trim() !== '' && names.indexOf(name) !== index))
      for (const name of repeated) {
        yield {
          message: `node "${node.name}" names the network group "${name}" more than once`,
          place: placeOf(node, 'groups.network'),
          ...offer(`name "${name}" only once`, alignSetting([node], 'groups.network', [...new Set(names)])),
        }
      }
    }
  },
}
