import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { GroupName } from '../../model/names.ts'
import type { FileEdit } from '../../source/fix.ts'
import { membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { passageFinder } from '../facts/passages.ts'
import { alignSetting, forgetSetting, offer, removeAt, writeAtNode, type Offer } from './offer.ts'

/**
 * The node of some that is best made a transit node: one whose way to the transit nodes of other locations is declared
 * open, then one that is written for itself and not in a range, then the first.
 */
export function bestTransit(cluster: Cluster, nodes: readonly Node[]): Node | undefined {
  const { transits } = membershipsOf(cluster)
  const { routes, firewall } = cluster.facts
  const routed = passageFinder(routes, 'tcp', 0)
  const open = passageFinder(firewall, 'tcp', cluster.port.value)
  const leads = (from: Node, to: Node): boolean =>
    (routes.length === 0 || routed(from, to)) && (firewall.length === 0 || open(from, to))
  const score = (node: Node): number => {
    const others = cluster.nodes.filter(({ name, location }) => transits.has(name) && location !== node.location)
    const isReached = others.every((other) => leads(node, other) && leads(other, node))
    return (isReached ? 2 : 0) + (isDeclaredAlone(node) ? 1 : 0)
  }
  return nodes.toSorted((left, right) => score(right) - score(left))[0]
}

/** Whether a node has a key of its own below `nodes`. */
export function isDeclaredAlone({ name, place }: Node): boolean {
  return place.kind === 'node' && place.path.includes(name)
}

/** Makes a node a transit node. */
export function makeTransit(node: Node): FileEdit {
  return writeAtNode(node, ['transit'], true)
}

/** Takes a node out of the group that joins locations, however it got there. */
export function withoutTransit(cluster: Cluster, node: Node): readonly (FileEdit | undefined)[] {
  if (node.transit.origin.layer === 'node') return [removeAt(node.transit.origin.place)]
  return alignSetting([node], 'groups.network', otherGroups(cluster, node))
}

/** Puts a node into one more network group. */
export function addGroup(cluster: Cluster, node: Node, group: GroupName): readonly (FileEdit | undefined)[] {
  const kept = node.transit.origin.layer === 'node' ? otherGroups(cluster, node) : networkGroupsOf(node)
  return alignSetting([node], 'groups.network', [...kept, group])
}

/** Leaves out the network groups that are written for locations, so that each is its own, joined by a transit node. */
export function ownGroupEach(cluster: Cluster, locations: readonly Location[]): Offer {
  const { transits } = membershipsOf(cluster)
  const joining = locations.flatMap(({ nodes }) => {
    const own = nodes.filter(({ name }) => transits.has(name))
    const best = own.length === 0 ? bestTransit(cluster, nodes) : undefined
    return best === undefined ? own.filter(({ transit }) => transit.origin.layer === 'derived') : [best]
  })
  return offer('leave the network groups out, so that each location is its own', [
    ...forgetSetting(
      locations.flatMap(({ nodes }) => nodes),
      'groups.network',
    ),
    ...(cluster.locations.length > 1 ? joining.map(makeTransit) : []),
  ])
}

function otherGroups(cluster: Cluster, node: Node): readonly GroupName[] {
  return networkGroupsOf(node).filter((name) => name !== cluster.transitGroup.value)
}
