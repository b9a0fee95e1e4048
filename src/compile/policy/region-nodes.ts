import type { Cluster, Node, Region } from '../../model/fleet.ts'

/** What of a cluster decides which nodes and networks belong to a region. */
export type RegionGround = Pick<Cluster, 'locations' | 'nodes' | 'regions'>

/** The nodes of a region: those it names, those of the locations it names, and those of locations that name it. */
export function nodesOfRegion(region: Region, ground: RegionGround): readonly Node[] {
  const locations = locationsOfRegion(region, ground)
  const named = new Set<string>(region.nodes.map(({ value }) => value))
  return ground.nodes.filter((node) => locations.has(node.location) || named.has(node.name))
}

/** Regions that no request belongs to: they have no node, or no client network where these select them. */
export function emptyRegionsOf(ground: RegionGround): readonly Region[] {
  return ground.regions.filter((region) =>
    region.selectBy.value === 'client-ip'
      ? clientNetworksOfRegion(region, ground).length === 0
      : nodesOfRegion(region, ground).length === 0,
  )
}

/** The client networks of a region: its own, else those of its locations. */
export function clientNetworksOfRegion(region: Region, ground: RegionGround): Region['clientNetworks'] {
  if (region.clientNetworks.length > 0) return region.clientNetworks
  const locations = locationsOfRegion(region, ground)
  return ground.locations.filter(({ name }) => locations.has(name)).flatMap((location) => location.clientNetworks)
}

function locationsOfRegion(region: Region, ground: RegionGround): ReadonlySet<string> {
  const named = region.locations.map(({ value }) => value)
  const naming = ground.locations.filter((location) => location.region?.value === region.name).map(({ name }) => name)
  return new Set<string>([...named, ...naming])
}
