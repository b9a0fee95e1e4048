import type { Cluster, Node } from '../../model/fleet.ts'
import type { GroupName, LocationName } from '../../model/names.ts'
import { isConnected } from '../../topology/components.ts'
import { graphOfSorted } from '../../topology/graph.ts'
import { makeTransit } from '../fix/join.ts'
import { alignSetting, offer } from '../fix/offer.ts'
import { isWhole, meshGroupsOf, membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { commonest, groupedBy, placeOf } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Only transit nodes are in network groups of two locations. */
export const cmNet007: Rule = {
  code: 'CM-NET-007',
  title: 'Only transit nodes are in network groups of two locations',
  severity: 'warning',
  stage: 'static',
  why: 'All nodes of a location except its transit node talk to the rest through that node; another node in groups of two locations opens a second path across the wide area network.',
  source: 'BP',
  help: 'remove the group of the other location, or declare the node a transit node',
  examples: {
    invalid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo, newyork] } } }' } },
    valid: { files: { 'locations/tokyo.yaml': 'nodes: { tokyo-2: { groups: { network: [tokyo] } } }' } },
  },

  *check(cluster) {
    const strays = [...straysOf(cluster)]
    const mayLeave = strays.length > 0 && (!isWhole(cluster) || isWholeWithout(cluster, strays))
    for (const { node, group, home } of strays) {
      const kept = networkGroupsOf(node).filter((name) => name !== group)
      yield {
        message: `node "${node.name}" of location "${node.location}" is in the network group "${group}" of location "${home}" but is not a transit node`,
        place: placeOf(node, 'groups.network'),
        ...(mayLeave
          ? offer(`remove "${node.name}" from "${group}"`, alignSetting([node], 'groups.network', kept))
          : offer(`make "${node.name}" a transit node`, [makeTransit(node)])),
      }
    }
  },
}

/** A node that is in a group of another location. */
interface Stray {
  readonly node: Node
  readonly group: GroupName
  readonly home: LocationName
}

function* straysOf(cluster: Cluster): Generator<Stray> {
  const { groups, transits } = membershipsOf(cluster)
  const meshes = new Set(meshGroupsOf(cluster))
  for (const group of groups.values()) {
    if (group.locations.size < 2 || group.name === cluster.transitGroup.value || meshes.has(group)) continue
    const home =
      cluster.locations.find(({ name }) => name.toString() === group.name.toString() && group.locations.has(name))
        ?.name ?? commonest(groupedBy(group.members, ({ location }) => location))
    if (home === undefined) continue
    for (const node of group.members) {
      if (node.location !== home && !transits.has(node.name)) yield { node, group: group.name, home }
    }
  }
}

/** Whether the cluster holds together once all of them have left. */
function isWholeWithout(cluster: Cluster, strays: readonly Stray[]): boolean {
  const left = groupedBy(strays, ({ node }) => node)
  const groupsOf = (node: Node): readonly GroupName[] =>
    networkGroupsOf(node).filter((name) => left.get(node)?.some(({ group }) => group === name) !== true)
  return isConnected(graphOfSorted(cluster.nodes, ({ name }) => name, groupsOf))
}
