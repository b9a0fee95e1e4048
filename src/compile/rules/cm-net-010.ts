import { splitLocation } from '../fix/split-location.ts'
import { membershipsOf, meshGroupsOf, ownGroupsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

const MOST_UNSPLIT = 10

/** A location of more than 10 nodes is split into network groups with a transit node each. */
export const cmNet010: Rule = {
  code: 'CM-NET-010',
  title: 'A location of more than 10 nodes is split into network groups with a transit node each',
  severity: 'warning',
  stage: 'static',
  why: 'For more than 10 nodes in a location, more than one transit node is recommended, with smaller network groups that are each tied to one of them. Transit nodes themselves are not counted.',
  source: 'BP',
  help: 'give the location a second transit node and two network groups, each with one of the transit nodes',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { 'tokyo-{3..22}': { address: '10.81.0.{13..32}' } }" } },
    valid: {
      files: {
        'locations/tokyo.yaml': `nodes:
  tokyo-1: { groups: { network: [toknet1] } }
  tokyo-2: { transit: true, groups: { network: [toknet2] } }
  'tokyo-{3..12}': { address: '10.81.0.{13..22}', groups: { network: [toknet1] } }
  'tokyo-{13..22}': { address: '10.81.0.{23..32}', groups: { network: [toknet2] } }
`,
      },
    },
  },

  *check(cluster) {
    const { transits } = membershipsOf(cluster)
    // Nodes in one group across locations are reported by CM-NET-012.
    const meshed = new Set(meshGroupsOf(cluster).flatMap(({ locations }) => [...locations]))
    for (const location of cluster.locations) {
      const { name, nodes, place } = location
      const joining = nodes.filter((node) => transits.has(node.name)).length
      const plain = nodes.length - joining
      if (plain <= MOST_UNSPLIT || meshed.has(name) || joining === 0) continue
      const groups = ownGroupsOf(cluster, location).filter(({ members }) =>
        members.some((node) => !transits.has(node.name)),
      )
      if (joining > 1 && groups.length > 1) continue
      yield {
        message: `location "${name}" has ${plain} nodes that are not transit nodes, ${counted(joining, 'transit node')} and ${counted(groups.length, 'network group')}`,
        place,
        ...splitLocation(cluster, location),
      }
    }
  },
}
