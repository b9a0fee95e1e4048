import type { Cluster, Location, Node } from '../../model/fleet.ts'
import { groupName, type GroupName, type LocationName, type NodeName } from '../../model/names.ts'
import { isConnected } from '../../topology/components.ts'
import { graphOfSorted, type NodeGraph } from '../../topology/graph.ts'
import { memoized } from './memoized.ts'

const NONE: readonly GroupName[] = []

/** The network groups of a node as YAML has them, blank and repeated names included. */
export function networkGroupsOf({ settings }: Node): readonly GroupName[] {
  return settings['groups.network']?.value ?? NONE
}

/** Nodes whose network groups are not as they should be, each list in the order of nodes. */
export interface OddlyGrouped {
  readonly inNone: readonly Node[]
  /** Nodes that name a group with a blank name. */
  readonly blank: readonly Node[]
  /** Nodes that name a group twice. */
  readonly repeating: readonly Node[]
}

/** The nodes of a cluster whose network groups are not as they should be: hardly ever any. */
export const oddlyGrouped = memoized((cluster): OddlyGrouped => {
  const [inNone, blank, repeating]: [Node[], Node[], Node[]] = [[], [], []]
  cluster.nodes.forEach((node) => {
    const names = networkGroupsOf(node)
    let hasBlank = false
    let hasTwice = false
    names.forEach((name, index) => {
      if (name.trim() === '') hasBlank = true
      if (names.indexOf(name) !== index) hasTwice = true
    })
    if (names.length === 0) inNone.push(node)
    if (hasBlank) blank.push(node)
    if (hasTwice) repeating.push(node)
  })
  return { inNone, blank, repeating }
})

/** A network group and who is in it. */
export interface NetworkGroup {
  readonly name: GroupName
  readonly members: readonly Node[]
  readonly locations: ReadonlySet<LocationName>
}

/** What rules ask again and again about the network groups of a cluster. */
export interface Memberships {
  readonly graph: NodeGraph
  readonly groups: ReadonlyMap<GroupName, NetworkGroup>
  /** Nodes that join locations: declared so, or members of the transit group. */
  readonly transits: ReadonlySet<NodeName>
}

/** The network groups of a cluster. */
export const membershipsOf: (cluster: Cluster) => Memberships = memoized(readMemberships)

function readMemberships(cluster: Cluster): Memberships {
  const groups = new Map<GroupName, { name: GroupName; members: Node[]; locations: Set<LocationName> }>()
  const transits = new Set<NodeName>()
  const transitGroup = groupName(cluster.transitGroup.value)
  cluster.nodes.forEach((node) => {
    const names = networkGroupsOf(node)
    for (const name of names) {
      let group = groups.get(name)
      if (group === undefined) {
        if (name.trim() === '') continue
        group = { name, members: [], locations: new Set() }
        groups.set(name, group)
      }
      const last = group.members.at(-1)
      // A name that the node says twice has been seen.
      if (last === node) continue
      group.members.push(node)
      if (last?.location !== node.location) group.locations.add(node.location)
    }
    if (node.transit.value || names.includes(transitGroup)) transits.add(node.name)
  })
  return { graph: graphOfSorted(cluster.nodes, ({ name }) => name, networkGroupsOf), groups, transits }
}

/** Whether every node reaches every other. */
export const isWhole = memoized((cluster) => isConnected(membershipsOf(cluster).graph))

/** The groups that only nodes of this location are in: those that make up its own network. */
export function ownGroupsOf(cluster: Cluster, { name }: Location): readonly NetworkGroup[] {
  return ownGroups(cluster).get(name) ?? []
}

const ownGroups = memoized((cluster) => {
  const own = new Map<LocationName, NetworkGroup[]>()
  for (const group of membershipsOf(cluster).groups.values()) {
    const [location, other] = group.locations
    if (location === undefined || other !== undefined) continue
    const groups = own.get(location)
    if (groups === undefined) own.set(location, [group])
    else groups.push(group)
  }
  return own
})

/**
 * The groups that hold every node of at least two locations and three nodes or more: a full mesh across a wide area
 * network. The transit group is one too where every node was put in it; that is said of the transit nodes instead.
 */
export const meshGroupsOf = memoized((cluster): readonly NetworkGroup[] => {
  const { groups } = membershipsOf(cluster)
  const sizes = new Map(cluster.locations.map(({ name, nodes }) => [name, nodes.length]))
  return [...groups.values()].filter((group) => {
    if (group.name === cluster.transitGroup.value || group.locations.size < 2 || group.members.length < 3) return false
    const counts = new Map<LocationName, number>()
    for (const { location } of group.members) counts.set(location, (counts.get(location) ?? 0) + 1)
    return [...counts].filter(([location, count]) => sizes.get(location) === count).length >= 2
  })
})
