import { locationsOf, overlapOf } from '../facts/common-users.ts'
import { forgetSetting, offer } from '../fix/offer.ts'
import { nodesByValue, placeOf } from '../facts/settings-of-nodes.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A cluster of three or more locations has more than one runtime group. */
export const cmRt005: Rule = {
  code: 'CM-RT-005',
  title: 'A cluster of three or more locations has more than one runtime group',
  severity: 'warning',
  stage: 'static',
  why: 'In one group, every node sends its runtime data to every other; in a large cluster, that is the usual cause of "Shared Data not synchronized".',
  source: 'BP',
  help: 'omit "groups.runtime", so that each location is its own group',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': 'defaults: { groups: { runtime: all } }',
        'locations/paris.yaml': `format: 1
nodes: { paris-1: { uuid: 564D77AA-0C1D-4E2F-9A3B-5C6D7E8F9A0B, address: 10.2.0.11, transit: true } }
`,
      },
    },
    valid: {
      files: {
        'locations/paris.yaml': `format: 1
nodes: { paris-1: { uuid: 564D77AA-0C1D-4E2F-9A3B-5C6D7E8F9A0B, address: 10.2.0.11, transit: true } }
`,
      },
    },
  },

  *check(cluster) {
    const locations = locationsOf(cluster, cluster.nodes)
    const [first] = cluster.nodes
    const [group, nodes = []] = [...nodesByValue(cluster, 'groups.runtime')][0] ?? []
    if (locations.length < 3 || first === undefined || nodes.length < cluster.nodes.length) return
    if (typeof group !== 'string') return
    if (locations.every((one) => locations.every((other) => overlapOf(one, other) === 'common'))) return
    yield {
      message: `all ${counted(cluster.nodes.length, 'node')} of ${locations.length} locations are in the runtime group "${group}"`,
      place: placeOf(first, 'groups.runtime'),
      ...offer(
        'leave the runtime group out, so that each location is its own',
        forgetSetting(cluster.nodes, 'groups.runtime'),
      ),
    }
  },
}
