import type { Cluster, Location, Node } from '../../src/model/fleet.ts'
import { clusterName, groupName, locationName, nodeName, uuid } from '../../src/model/names.ts'
import { emptyPolicy } from '../../src/model/policy/policy.ts'
import type { Sourced } from '../../src/model/sourced.ts'
import { valueAt } from '../../src/source/place.ts'

/** A node in a few words: its network groups, and whatever else a test is about. */
export interface Sketch {
  readonly groups: readonly string[]
  readonly transit?: boolean
  readonly uuid?: string
  readonly more?: Partial<Node>
}

/** A cluster from a sketch: location → node → its groups. */
export function clusterFrom(
  locations: Readonly<Record<string, Readonly<Record<string, Sketch>>>>,
  name = 'demo',
): Cluster {
  const built = Object.entries(locations).map(([at, nodes]): Location => {
    const file = `clusters/${name}/locations/${at}.yaml`
    return {
      name: locationName(at),
      place: { kind: 'file', file },
      clientNetworks: [],
      roamingWith: [],
      nodes: Object.entries(nodes).map(([node, sketch]) => nodeFrom(at, node, sketch, file)),
    }
  })
  const nodes = built.flatMap((location) => location.nodes).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const file = `clusters/${name}/cluster.yaml`
  const at = <Value>(value: Value, key: string): Sourced<Value> => sourced(value, file, [key])
  return {
    name: clusterName(name),
    place: { kind: 'file', file },
    version: at('12.2.15', 'product'),
    entryNode: at(nodes[0]?.name ?? nodeName('none'), 'entryNode'),
    port: at(12346, 'port'),
    transitGroup: at('transit', 'transitGroup'),
    locations: built,
    nodes,
    regions: [],
    policy: emptyPolicy,
    facts: { routes: [], firewall: [], nat: [], proxyHa: [], virtualAddresses: [], administration: [] },
  } as unknown as Cluster
}

/** A site of `count` nodes; the first of every `per` is the transit node of its own small network. */
export function site(prefix: string, network: string, count: number, per = 100): Readonly<Record<string, Sketch>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const part = Math.floor(index / per) + 1
      const own = count > per ? `${network}${part}` : network
      const transit = index % per === 0
      return [`${prefix}-${index + 1}`, { groups: transit ? [own, 'transit'] : [own], transit }]
    }),
  )
}

function nodeFrom(at: string, name: string, sketch: Sketch, file: string): Node {
  const set = <Value>(value: Value, ...keys: string[]): Sourced<Value> => sourced(value, file, ['nodes', name, ...keys])
  return {
    name: nodeName(name),
    location: locationName(at),
    place: valueAt(file, ['nodes', name]),
    uuid: set(uuid(sketch.uuid ?? `id-${name}`), 'uuid'),
    hostname: set(name, 'hostname'),
    transit: set(sketch.transit ?? false, 'transit'),
    version: set('12.2.15', 'version'),
    interfaces: [],
    settings: { 'groups.network': set(sketch.groups.map(groupName), 'groups', 'network') },
    facts: { portsInUse: [] },
    ...sketch.more,
  }
}

function sourced<Value>(value: Value, file: string, path: readonly string[]): Sourced<Value> {
  return { value, origin: { layer: 'node', place: valueAt(file, path) } }
}
