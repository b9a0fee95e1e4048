import type { Cluster, Node, Region } from '../../model/fleet.ts'
import { groupedBy, repeatsIn } from '../facts/settings-of-nodes.ts'
import { nodesOfRegion } from '../policy/region-nodes.ts'
import { shortName } from '../policy/region-selector.ts'
import type { Finding, Rule } from './rule.ts'

/** Every node is in exactly one region. */
export const cmReg002: Rule = {
  code: 'CM-REG-002',
  title: 'Every node is in exactly one region',
  severity: 'error',
  stage: 'static',
  why: 'Every change goes to every node: a node that no region matches gets none of the regional policy, and one that two regions match gets both.',
  source: 'BP',
  help: 'name the region in the location, or list the node in exactly one region',
  examples: {
    invalid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, all: { locations: [tokyo, newyork] } }' } },
    valid: { files: { 'regions.yaml': 'format: 1\nregions: { apac: {}, amer: {} }' } },
  },

  *check(cluster) {
    const byNode = cluster.regions.filter((region) => !isByClient(region))
    if (byNode.length === 0) return
    const members = byNode.map((region) => ({
      region,
      names: new Set(nodesOfRegion(region, cluster).map(({ name }) => name)),
    }))
    const recognised = new Set(cluster.regions.filter(isByClient).flatMap((region) => nodesOfRegion(region, cluster)))
    const lost: Node[] = []
    for (const node of nodesWithKnownRegion(cluster)) {
      const found = members.filter(({ names }) => names.has(node.name)).map(({ region }) => region)
      // Users of a region that is selected by their networks are recognised by these, whichever node they come through.
      if (found.length === 0 && !recognised.has(node)) lost.push(node)
      if (found.length < 2) continue
      yield {
        message: `node "${node.name}" is in the regions ${found.map(({ name }) => `"${name}"`).join(' and ')}`,
        place: node.place,
        related: found.map((region) => ({ place: region.place, note: `region "${region.name}"` })),
      }
    }
    yield* withoutRegion(lost, cluster)
    const regionOf = (node: Node): Region | undefined => members.find(({ names }) => names.has(node.name))?.region
    for (const { node, twin, region } of mistaken(cluster, regionOf)) {
      yield {
        severity: 'warning',
        message: `node "${node.name}" may be mistaken for one of region "${region.name}": "${node.hostname.value}" and "${twin.hostname.value}" of node "${twin.name}" are the same up to the first dot`,
        place: node.hostname.origin.place,
        help: 'give the nodes host names that differ before the first dot, or select the regions by "uuid"',
      }
    }
  },
}

/** What is said of nodes without a region: once for a location that has no other ones, since that is one line that is missing. */
function* withoutRegion(lost: readonly Node[], { locations }: Cluster): Generator<Finding> {
  for (const [name, nodes] of groupedBy(lost, ({ location }) => location)) {
    const location = locations.find((one) => one.name === name)
    if (location !== undefined && nodes.length > 1 && nodes.length === location.nodes.length) {
      const help = 'name the region in the location'
      yield {
        message: `none of the ${nodes.length} nodes of location "${name}" is in a region`,
        place: location.place,
        help,
      }
    } else for (const node of nodes) yield { message: `node "${node.name}" is in no region`, place: node.place }
  }
}

/** The nodes but those whose location names a region that is not declared: that is said of the name. */
function nodesWithKnownRegion({ nodes, locations, regions }: Cluster): readonly Node[] {
  const declared = new Set<string>(regions.map(({ name }) => name))
  const lost = new Set(
    locations.filter(({ region }) => region !== undefined && !declared.has(region.value)).map(({ name }) => name),
  )
  return lost.size === 0 ? nodes : nodes.filter(({ location }) => !lost.has(location))
}

function isByClient({ selectBy }: Region): boolean {
  return selectBy.value === 'client-ip'
}

/** A node whose short host name is that of a node of another region, which is recognised by it. */
interface Mistaken {
  readonly node: Node
  readonly twin: Node
  readonly region: Region
}

function* mistaken(cluster: Cluster, regionOf: (node: Node) => Region | undefined): Generator<Mistaken> {
  for (const { first, other } of repeatsIn(cluster.nodes, ({ hostname }) => shortName(hostname.value).toLowerCase())) {
    const [region, own] = [regionOf(first), regionOf(other)]
    // The same name twice is reported by CM-MEM-003.
    const isOne = first.hostname.value.toLowerCase() === other.hostname.value.toLowerCase()
    if (region === undefined || region === own || isOne) continue
    if (region.selectBy.value === 'hostname') yield { node: other, twin: first, region }
    else if (own?.selectBy.value === 'hostname') yield { node: first, twin: other, region: own }
  }
}
