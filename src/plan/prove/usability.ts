import type { Passage } from '../../model/facts.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { LocationName, NodeName } from '../../model/names.ts'

/**
 * Which direct connections are declared to work. The product's path matrix goes by group names and never asks whether
 * a connection is open, so that only the repository can say it; inside a location everything is open.
 */
export interface Usability {
  /** Nodes that the repository declares; of any other nothing is known. */
  readonly locationOf: ReadonlyMap<string, LocationName>
  /** Ports on which a node listens or will listen. */
  readonly portsOf: ReadonlyMap<NodeName, readonly number[]>
  readonly routes: Openings
  readonly firewall: Openings
  /** Nodes that differ from the others of their location in what reaches them. */
  readonly singled: ReadonlySet<string>
  /** Whether every declared node is said to reach every other, so that no pair need be looked at. */
  readonly allOpen: boolean
}

/** For each end that traffic leaves from, the ends that it is let through to, and on which ports. */
type Openings = ReadonlyMap<string, ReadonlyMap<string, Ports>>

type Ports = ReadonlySet<number> | 'every port'

/** The end of a passage that means everybody. */
const anybody = 'any'

/** Reads the declarations of a cluster. `portsNow` are the ports on which nodes listen today, where that was observed. */
export function usabilityOf(cluster: Cluster, portsNow: ReadonlyMap<NodeName, readonly number[]>): Usability {
  const { routes, firewall } = cluster.facts
  const portsOf = new Map<NodeName, readonly number[]>()
  for (const { name, settings } of cluster.nodes) {
    const desired = settings.listeners?.value?.map(({ port }) => port) ?? [cluster.port.value]
    portsOf.set(name, [...new Set([...desired, ...(portsNow.get(name) ?? [])])])
  }
  const unusual = cluster.nodes
    .map(({ name }) => name)
    .filter((name) => portsOf.get(name)?.join() !== String(cluster.port.value))
  const routed = openings(routes, false)
  const open = openings(firewall, true)
  return {
    locationOf: new Map<string, LocationName>(cluster.nodes.map(({ name, location }) => [name, location])),
    portsOf,
    routes: routed,
    firewall: open,
    singled: new Set([...unusual, ...[...routes, ...firewall].flatMap(({ from, to }) => [from, to])]),
    allOpen: [routed, open].every((openings) =>
      [...portsOf.values()].flat().every((port) => lets(openings.get(anybody)?.get(anybody), port)),
    ),
  }
}

/** Whether two nodes reach each other's listeners, in both directions, by what is declared. */
export function isUsable(usability: Usability, a: NodeName, b: NodeName): boolean {
  const here = usability.locationOf.get(a)
  const there = usability.locationOf.get(b)
  if (here === undefined || there === undefined) return false
  return here === there || (passes(usability, a, b) && passes(usability, b, a))
}

/** Nodes with the same identity reach the same others and each other; `undefined` for a node that nothing is known of. */
export function identityOf(usability: Usability, node: NodeName): string | undefined {
  const location = usability.locationOf.get(node)
  if (location === undefined) return undefined
  return usability.singled.has(node) ? `node ${node}` : `location ${location}`
}

/** Names of locations and nodes that a node may reach, or `anybody` where one cannot do better than ask for each. */
export function reachableEnds(usability: Usability, node: NodeName): ReadonlySet<string> | 'anybody' {
  const found = [usability.routes, usability.firewall].flatMap((openings) => {
    const ends = new Set(endsOf(usability, node).flatMap((end) => [...(openings.get(end)?.keys() ?? [])]))
    return ends.has(anybody) ? [] : [ends]
  })
  const [first, second] = found
  if (first === undefined) return 'anybody'
  return second !== undefined && second.size < first.size ? second : first
}

function passes(usability: Usability, from: NodeName, to: NodeName): boolean {
  const ports = usability.portsOf.get(to) ?? []
  return ports.every((port) =>
    [usability.routes, usability.firewall].every((openings) =>
      endsOf(usability, from).some((here) =>
        endsOf(usability, to).some((there) => lets(openings.get(here)?.get(there), port)),
      ),
    ),
  )
}

function lets(ports: Ports | undefined, port: number): boolean {
  return ports === 'every port' || ports?.has(port) === true
}

function endsOf({ locationOf }: Usability, node: NodeName): readonly string[] {
  const location = locationOf.get(node)
  return location === undefined ? [node, anybody] : [node, location, anybody]
}

function openings(passages: readonly Passage[], byPort: boolean): Openings {
  const found = new Map<string, Map<string, Set<number> | 'every port'>>()
  const open = (from: string, to: string, port: number | undefined): void => {
    const ends = found.get(from) ?? new Map<string, Set<number> | 'every port'>()
    found.set(from, ends)
    const ports = ends.get(to) ?? new Set<number>()
    if (port === undefined || ports === 'every port') ends.set(to, 'every port')
    else ends.set(to, ports.add(port))
  }
  for (const { from, to, bothWays, protocol, port } of passages) {
    // Central Management talks TCP; a passage for UDP alone lets nothing of it through.
    if (protocol === 'udp') continue
    open(from, to, byPort ? port : undefined)
    if (bothWays) open(to, from, byPort ? port : undefined)
  }
  return found
}
