import type { Cluster, Location, Node } from '../../model/fleet.ts'
import type { LocationName, NodeName, Uuid } from '../../model/names.ts'

/** One appliance in two revisions; a node that was replaced keeps its name and gets another appliance. */
export interface NodePair {
  readonly before: Node
  readonly after: Node
}

/** Which nodes and locations of two revisions are the same. */
export interface Matching {
  readonly pairs: readonly NodePair[]
  readonly added: readonly Node[]
  readonly removed: readonly Node[]
  /** Old name → new name of locations whose appliances all stand in a location of another name now. */
  readonly renamedLocations: ReadonlyMap<LocationName, LocationName>
}

/** Matches nodes by UUID first, because a name is only a name; what is left by name, which is replaced hardware. */
export function matchNodes(before: Cluster, after: Cluster): Matching {
  const oldByUuid = new Map<Uuid, Node>(before.nodes.map((node) => [node.uuid.value, node]))
  const newUuids = new Set(after.nodes.map(({ uuid }) => uuid.value))
  const gone = new Map<NodeName, Node>(
    before.nodes.filter(({ uuid }) => !newUuids.has(uuid.value)).map((node) => [node.name, node]),
  )
  const pairs: NodePair[] = []
  const added: Node[] = []
  for (const node of after.nodes) {
    const same = oldByUuid.get(node.uuid.value) ?? gone.get(node.name)
    if (same === undefined) added.push(node)
    else pairs.push({ before: same, after: node })
  }
  const kept = new Set(pairs.map((pair) => pair.before))
  return {
    pairs,
    added,
    removed: before.nodes.filter((node) => !kept.has(node)),
    renamedLocations: renamedLocations(before, after, pairs),
  }
}

function renamedLocations(
  before: Cluster,
  after: Cluster,
  pairs: readonly NodePair[],
): ReadonlyMap<LocationName, LocationName> {
  const oldNames = new Set(before.locations.map(({ name }) => name))
  const newNames = new Set(after.locations.map(({ name }) => name))
  const renamed = new Map<LocationName, LocationName>()
  for (const { name, nodes } of before.locations.filter((location: Location) => !newNames.has(location.name))) {
    const targets = new Set(pairs.filter((pair) => pair.before.location === name).map((pair) => pair.after.location))
    const [target] = targets
    const isWhole = pairs.filter((pair) => pair.before.location === name).length === nodes.length
    if (target !== undefined && targets.size === 1 && isWhole && !oldNames.has(target)) renamed.set(name, target)
  }
  return renamed
}
