import type { Location, Node, Region } from '../../model/fleet.ts'

/** A value, wherever it comes from. */
interface Valued<Value> {
  readonly value: Value
}

/** What of a node can matter to a policy. */
export interface PolicyNode extends Pick<Node, 'name' | 'location' | 'place' | 'interfaces'> {
  readonly hostname: Valued<string>
  readonly address?: Valued<string>
  readonly uuid: Valued<string>
}

/** What of a location can matter to a policy. */
export interface PolicyLocation extends Pick<Location, 'name' | 'clientNetworks'> {
  readonly region?: Valued<string>
}

/** What of a cluster decides which nodes and networks belong to a region: all that a policy takes from the topology. */
export interface RegionTopology<Member extends PolicyNode = PolicyNode> {
  readonly locations: readonly PolicyLocation[]
  readonly nodes: readonly Member[]
  readonly regions: readonly Region[]
}

/** The same as a text: from the same files, and with the same text, the same policy is made. */
export function topologyText({ locations, nodes, regions }: RegionTopology): string {
  return JSON.stringify([
    locations.map(({ name, clientNetworks, region }) => [name, clientNetworks, region?.value]),
    nodes.map(({ name, location, place, interfaces, hostname, address, uuid }) => [
      name,
      location,
      place,
      interfaces,
      hostname.value,
      address?.value,
      uuid.value,
    ]),
    regions,
  ])
}

/** The nodes of a region: those it names, those of the locations it names, and those of locations that name it. */
export function nodesOfRegion<Member extends PolicyNode>(
  region: Region,
  topology: RegionTopology<Member>,
): readonly Member[] {
  const locations = locationsOfRegion(region, topology)
  const named = new Set<string>(region.nodes.map(({ value }) => value))
  return topology.nodes.filter((node) => locations.has(node.location) || named.has(node.name))
}

/** Regions that no request belongs to: they have no node, or no client network where these select them. */
export function emptyRegionsOf(topology: RegionTopology): readonly Region[] {
  return topology.regions.filter((region) =>
    region.selectBy.value === 'client-ip'
      ? clientNetworksOfRegion(region, topology).length === 0
      : nodesOfRegion(region, topology).length === 0,
  )
}

/** The client networks of a region: its own, else those of its locations. */
export function clientNetworksOfRegion(region: Region, topology: RegionTopology): Region['clientNetworks'] {
  if (region.clientNetworks.length > 0) return region.clientNetworks
  const locations = locationsOfRegion(region, topology)
  return topology.locations.filter(({ name }) => locations.has(name)).flatMap((location) => location.clientNetworks)
}

function locationsOfRegion(region: Region, topology: RegionTopology): ReadonlySet<string> {
  const named = region.locations.map(({ value }) => value)
  const naming = topology.locations.filter((location) => location.region?.value === region.name).map(({ name }) => name)
  return new Set<string>([...named, ...naming])
}
