import { alignSetting, offer } from '../fix/offer.ts'
import { meshGroupsOf, membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { commonest, groupedBy, placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Only transit nodes are in network groups of two locations. */
export const cmNet007: Rule = {
  code: 'CM-NET-007',
  title: 'Only transit nodes are in network groups of two locations',
  severity: 'warning',
  stage: 'static',
  why: 'All nodes of a location but its transit node talk to the rest through it; another node in a group of two locations opens a second way across the wide area network.',
  source: 'BP',
  help: 'remove the group of the other location, or declare the node a transit node',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, newyork] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    const { groups, transits } = membershipsOf(cluster)
    const meshes = new Set(meshGroupsOf(cluster))
    for (const group of groups.values()) {
      if (group.locations.size < 2 || group.name === cluster.transitGroup.value || meshes.has(group)) continue
      const home =
        cluster.locations.find(({ name }) => name.toString() === group.name.toString() && group.locations.has(name))
          ?.name ?? commonest(groupedBy(group.members, ({ location }) => location))
      for (const node of group.members) {
        if (node.location === home || transits.has(node.name)) continue
        yield {
          message: `node "${node.name}" of location "${node.location}" is in the network group "${group.name}" of location "${home}" and is no transit node`,
          place: placeOf(node, 'groups.network'),
          ...offer(
            `take "${node.name}" out of "${group.name}"`,
            alignSetting(
              [node],
              'groups.network',
              networkGroupsOf(node).filter((name) => name !== group.name),
            ),
          ),
        }
      }
    }
  },
}
