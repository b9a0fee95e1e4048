import { groupName } from '../../model/names.ts'
import { makeTransit } from '../fix/join.ts'
import { offer } from '../fix/offer.ts'
import { isWhole, membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { counted } from '../wording/phrase.ts'
import { nodesByName, placeOf } from '../facts/settings-of-nodes.ts'
import { components } from '../../topology/components.ts'
import { reconnect } from '../../topology/reconnect.ts'
import type { Rule } from './rule.ts'

/** Every part of a cluster has a node that connects it to the others. */
export const cmNet003: Rule = {
  code: 'CM-NET-003',
  title: 'Every part of a cluster has a node that connects it to the others',
  severity: 'error',
  stage: 'static',
  why: 'A cluster that is split can be repaired with one group membership for each part that is cut off; this check names these memberships, so that nobody has to search.',
  source: 'BP',
  help: 'make the node a transit node',
  examples: {
    invalid: { files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false } }' } },
    valid: {
      files: { 'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false }, newyork-2: { transit: true } }' },
    },
  },

  *check(cluster) {
    if (isWhole(cluster)) return
    const { graph, transits } = membershipsOf(cluster)
    const transitGroup = groupName(cluster.transitGroup.value)
    const parts = components(graph)
    for (const { node: name } of reconnect(graph, { transitGroup, transits })) {
      const node = nodesByName(cluster).get(name)
      const part = parts.find((names) => names.includes(name)) ?? []
      // A node that is in no group at all is reported by CM-NET-001.
      if (node === undefined || networkGroupsOf(node).every((group) => group.trim() === '')) continue
      const reached = part.length - 1
      yield {
        message: `node "${name}" reaches ${counted(reached, 'other node')} and not the remaining ${cluster.nodes.length - part.length}`,
        place: placeOf(node, 'groups.network'),
        ...offer(`make "${name}" a transit node`, [makeTransit(node)]),
        help: `the smallest repair: put "${name}" into the network group "${transitGroup}" with "transit: true"`,
      }
    }
  },
}
