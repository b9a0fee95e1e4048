import type { Passage } from '../../model/facts.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { LocationName, NodeName } from '../../model/names.ts'
import { byName, indexOf } from '../../topology/graph.ts'

/**
 * Which direct connections are declared to work. The product's path matrix goes by group names and never asks whether
 * a connection is open, so that only the repository can say it; inside a location everything is open.
 */
export interface Usability {
  /** Nodes that the repository declares, sorted by name; of any other nothing is known. */
  readonly nodes: readonly NodeName[]
  /** Their locations. */
  readonly locations: readonly LocationName[]
  /** The port on which a node listens unless it is among the unusual ones. */
  readonly port: number
  /** Ports on which a node listens or will listen, where they are not the usual one alone. */
  readonly unusualPorts: ReadonlyMap<NodeName, readonly number[]>
  readonly routes: Openings
  readonly firewall: Openings
  /** Nodes that differ from the others of their location in what reaches them, sorted, with names of locations between. */
  readonly singled: readonly string[]
  /** Whether every declared node is said to reach every other, so that no pair need be looked at. */
  readonly allOpen: boolean
}

/** A declared node with its location. */
export interface Place {
  readonly node: NodeName
  readonly location: LocationName
}

/** For each end that traffic leaves from, the ends that it is let through to, and on which ports. */
type Openings = ReadonlyMap<string, ReadonlyMap<string, Ports>>

/** Most often one: a set for each of very many passages would be most of what is kept of them. */
type Ports = number | ReadonlySet<number> | 'every port'

/** The end of a passage that means everybody. */
const anybody = 'any'

/** Reads the declarations of a cluster. `portsNow` are the ports on which nodes listen today, where that was observed. */
export function usabilityOf(cluster: Cluster, portsNow: ReadonlyMap<NodeName, readonly number[]>): Usability {
  const { routes, firewall } = cluster.facts
  const port = cluster.port.value
  const unusualPorts = unusualPortsOf(cluster, portsNow)
  const usual = unusualPorts.size < cluster.nodes.length ? [port] : []
  const ports = new Set([...usual, ...[...unusualPorts.values()].flat()])
  const routed = openings(routes, false)
  const open = openings(firewall, true)
  const singled = new Set<string>(unusualPorts.keys())
  for (const { from, to } of [...routes, ...firewall]) singled.add(from).add(to)
  return {
    nodes: cluster.nodes.map(({ name }) => name),
    locations: cluster.nodes.map(({ location }) => location),
    port,
    unusualPorts,
    routes: routed,
    firewall: open,
    singled: [...singled].toSorted(byName),
    allOpen: [routed, open].every((openings) =>
      [...ports].every((one) => lets(openings.get(anybody)?.get(anybody), one)),
    ),
  }
}

function unusualPortsOf(
  { nodes, port }: Cluster,
  portsNow: ReadonlyMap<NodeName, readonly number[]>,
): ReadonlyMap<NodeName, readonly number[]> {
  const unusual = new Map<NodeName, readonly number[]>()
  for (const { name, settings } of nodes) {
    const desired = settings.listeners?.value
    const now = portsNow.size === 0 ? undefined : portsNow.get(name)
    if (!desired && now === undefined) continue
    const ports = [...new Set([...(desired?.map((listener) => listener.port) ?? [port.value]), ...(now ?? [])])]
    if (ports.length !== 1 || ports[0] !== port.value) unusual.set(name, ports)
  }
  return unusual
}

/** The location of a node; undefined for one that nobody declares. */
export function locationOf({ nodes, locations }: Usability, node: string): LocationName | undefined {
  return locations[indexOf<string>(nodes, node) ?? -1]
}

/** A node with its location; undefined for one that nobody declares. */
export function placeNamed(usability: Usability, node: NodeName): Place | undefined {
  const location = locationOf(usability, node)
  return location === undefined ? undefined : { node, location }
}

/** Whether two declared nodes reach each other's listeners, in both directions, by what is declared. */
export function isUsable(usability: Usability, a: Place, b: Place): boolean {
  return a.location === b.location || (passes(usability, a, b) && passes(usability, b, a))
}

/** Names of locations and nodes that a node may reach, or `anybody` where one cannot do better than ask for each. */
export function reachableEnds(usability: Usability, from: Place): ReadonlySet<string> | 'anybody' {
  const found = [usability.routes, usability.firewall].flatMap((openings) => {
    const ends = new Set(endsOf(from).flatMap((end) => [...(openings.get(end)?.keys() ?? [])]))
    return ends.has(anybody) ? [] : [ends]
  })
  const [first, second] = found
  if (first === undefined) return 'anybody'
  return second !== undefined && second.size < first.size ? second : first
}

function passes(usability: Usability, from: Place, to: Place): boolean {
  const ports = usability.unusualPorts.get(to.node) ?? [usability.port]
  const [starts, ends] = [endsOf(from), endsOf(to)]
  return ports.every((port) =>
    [usability.routes, usability.firewall].every((openings) =>
      starts.some((here) => {
        const open = openings.get(here)
        return open !== undefined && ends.some((there) => lets(open.get(there), port))
      }),
    ),
  )
}

function lets(ports: Ports | undefined, port: number): boolean {
  if (ports === undefined || typeof ports === 'number') return ports === port
  return ports === 'every port' || ports.has(port)
}

function endsOf({ node, location }: Place): readonly string[] {
  return [node, location, anybody]
}

function openings(passages: readonly Passage[], byPort: boolean): Openings {
  const found = new Map<string, Map<string, Ports>>()
  const open = (from: string, to: string, port: number | undefined): void => {
    const ends = found.get(from) ?? new Map<string, Ports>()
    found.set(from, ends)
    ends.set(to, withPort(ends.get(to), port))
  }
  for (const { from, to, bothWays, protocol, port } of passages) {
    // Central Management talks TCP; a passage for UDP alone lets nothing of it through.
    if (protocol === 'udp') continue
    open(from, to, byPort ? port : undefined)
    if (bothWays) open(to, from, byPort ? port : undefined)
  }
  return found
}

function withPort(ports: Ports | undefined, port: number | undefined): Ports {
  if (port === undefined || ports === 'every port') return 'every port'
  if (ports === undefined || ports === port) return port
  return new Set(typeof ports === 'number' ? [ports, port] : [...ports, port])
}
