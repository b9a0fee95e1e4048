import { ownGroupEach } from '../fix/join.ts'
import { meshGroupsOf, ownGroupsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A location of several nodes has a network group of its own. */
export const cmNet005: Rule = {
  code: 'CM-NET-005',
  title: 'A location of several nodes has a network group of its own',
  severity: 'warning',
  stage: 'static',
  why: 'A network group for each location keeps the communication of its nodes inside; without one, they talk directly to nodes elsewhere.',
  source: 'BP',
  help: 'omit "groups.network", so that the nodes are in the group of their location',
  examples: {
    invalid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { groups: { network: [asia, transit] } }
  tokyo-2: { groups: { network: [asia] } }
`,
        'locations/newyork.yaml': `nodes:
  newyork-1: { groups: { network: [newyork, transit, asia] } }
`,
      },
    },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { groups: { network: [asia, transit] } }
  tokyo-2: { groups: { network: [asia] } }
`,
      },
    },
  },

  *check(cluster) {
    // Nodes in one group across locations are reported by CM-NET-012.
    const meshed = new Set(meshGroupsOf(cluster).flatMap(({ locations }) => [...locations]))
    for (const location of cluster.locations) {
      const { name, nodes, place } = location
      if (cluster.locations.length < 2 || nodes.length < 2 || meshed.has(name)) continue
      if (ownGroupsOf(cluster, location).some(({ members }) => members.length > 1)) continue
      if (nodes.every(({ settings }) => (settings['groups.network']?.value ?? []).length === 0)) continue
      yield {
        message: `location "${name}" has ${counted(nodes.length, 'node')} and no network group of its own`,
        place,
        ...ownGroupEach(cluster, [location]),
      }
    }
  },
}
