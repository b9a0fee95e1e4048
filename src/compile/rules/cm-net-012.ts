import { ownGroupEach } from '../fix/join.ts'
import { meshGroupsOf } from '../facts/membership.ts'
import { quoted } from '../wording/phrase.ts'
import { placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** No network group holds all nodes of several locations. */
export const cmNet012: Rule = {
  code: 'CM-NET-012',
  title: 'No network group holds all nodes of several locations',
  severity: 'warning',
  stage: 'static',
  why: 'In one group, every node talks to every other: the connections grow with the square of the number of nodes, and many of them cross the wide area network.',
  source: 'BP',
  help: 'omit "groups.network", so that each location has its own group, and connect them by one transit node each',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { groups: { network: [all] } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-1: { transit: true } }' } },
  },

  *check(cluster) {
    for (const { name, members, locations } of meshGroupsOf(cluster)) {
      const [first] = members
      if (first === undefined) continue
      const connections = (members.length * (members.length - 1)) / 2
      yield {
        message: `the network group "${name}" holds ${members.length} nodes of ${quoted(locations)}: ${connections} connections, many of them across locations`,
        place: placeOf(first, 'groups.network'),
        ...ownGroupEach(
          cluster,
          cluster.locations.filter((location) => locations.has(location.name)),
        ),
      }
    }
  },
}
