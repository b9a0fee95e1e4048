import { alignSetting, offer } from '../fix/offer.ts'
import { commonest, groupedBy, nodesByValue, nodesWith, placeOf, settingOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

const BETWEEN_NODES = [
  'messages.timeout',
  'messages.timeoutMultiplier',
  'messages.unencrypted',
  'messages.checkAddress',
  'clock.allowedDifference',
  'versionCheck.enabled',
  'versionCheck.level',
] as const

/** Advanced settings are the same on all nodes. */
export const cmAdv003: Rule = {
  code: 'CM-ADV-003',
  title: 'Advanced settings are the same on all nodes',
  severity: 'warning',
  stage: 'static',
  why: 'These settings govern what happens between nodes; if two nodes differ, the result depends on which of them starts the exchange.',
  source: 'ours',
  help: 'set it once, under "defaults" in cluster.yaml',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': 'defaults: { messages: { timeout: 120 } }',
        'locations/tokyo.yaml': 'nodes: { tokyo-2: { messages: { timeout: 60 } } }',
      },
    },
    valid: { files: { 'cluster.yaml': 'defaults: { messages: { timeout: 120 } }' } },
  },

  *check(cluster) {
    for (const name of BETWEEN_NODES) {
      if (nodesByValue(cluster, name).size < 2) continue
      const values = groupedBy(nodesWith(cluster, name), (node) => settingOf(node, name))
      const usual = commonest(values)
      for (const [value, nodes] of values) {
        const [first] = nodes
        if (value === usual || usual == null || first === undefined) continue
        yield {
          message: `"${name}" is ${value} on node "${first.name}" and ${usual} on the others`,
          place: placeOf(first, name),
          ...offer(`set "${name}" to ${usual}, as on the others`, alignSetting(nodes, name, usual)),
        }
      }
    }
  },
}
