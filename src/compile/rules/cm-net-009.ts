import { splitLocation } from '../fix/split-location.ts'
import { membershipsOf } from '../facts/membership.ts'
import { nodesByName } from '../facts/settings-of-nodes.ts'
import { transitLoads } from '../../topology/transit-load.ts'
import type { Rule } from './rule.ts'

const MOST_BEHIND_ONE = 10

/** At most 10 nodes are behind one transit node. */
export const cmNet009: Rule = {
  code: 'CM-NET-009',
  title: 'At most 10 nodes are behind one transit node',
  severity: 'warning',
  stage: 'static',
  why: 'Everything that the nodes behind a transit node exchange with the rest of the cluster goes through it; at most 10 such nodes are recommended. A node counts in full for each transit node that it shares a group with.',
  source: 'BP',
  help: 'add a transit node, and split the network group so that each part has one of them',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': "nodes: { 'tokyo-{3..14}': { address: '10.81.0.{13..24}' } }" } },
    valid: { files: { 'locations/tokyo.yaml': "nodes: { 'tokyo-{3..11}': { address: '10.81.0.{13..21}' } }" } },
  },

  *check(cluster) {
    const { graph, transits } = membershipsOf(cluster)
    for (const { transit, nodesBehind } of transitLoads(graph, transits)) {
      if (nodesBehind <= MOST_BEHIND_ONE) continue
      const node = nodesByName(cluster).get(transit)
      if (node === undefined) continue
      const location = cluster.locations.find(({ name }) => name === node.location)
      yield {
        message: `${nodesBehind} nodes are behind the transit node "${transit}"; at most ${MOST_BEHIND_ONE} are recommended`,
        place: node.transit.value ? node.transit.origin.place : node.place,
        ...(location === undefined ? {} : splitLocation(cluster, location)),
      }
    }
  },
}
