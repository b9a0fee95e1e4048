import type { Cluster } from '../../model/fleet.ts'
import type { LocationName, NodeName } from '../../model/names.ts'
import { at } from '../../topology/at.ts'
import { byName, indexOf } from '../../topology/graph.ts'
import { numbering } from '../../topology/numbering.ts'
import { besides } from './besides.ts'
import { anybody, endsFrom, lets, numberEnds, openingsOf, type Openings } from './openings.ts'

/**
 * Which direct connections are declared to work. The product's path matrix goes by group names and never asks whether
 * a connection is open, so that only the repository can say it; inside a location everything is open.
 *
 * A declared node goes by its index among the sorted names, a location and the end of a passage by its number.
 */
export interface Usability {
  /** Nodes that the repository declares, sorted by name; of any other nothing is known. */
  readonly nodes: readonly NodeName[]
  /** The location of each node. */
  readonly locationOf: Int32Array
  /** The end by which passages name each node itself, and each location; -1 where none does. */
  readonly endOf: Int32Array
  readonly endOfLocation: Int32Array
  /** The location that each end is or stands in; -1 for everybody and for names that nobody declares. */
  readonly locationOfEnd: Int32Array
  /** The port on which a node listens unless it is among the unusual ones. */
  readonly port: number
  /** Ports on which a node listens or will listen, where they are not the usual one alone. */
  readonly unusualPorts: ReadonlyMap<number, readonly number[]>
  readonly routes: Openings
  readonly firewall: Openings
  /** Whether every declared node is said to reach every other, so that no pair need be looked at. */
  readonly allOpen: boolean
}

/** Reads the declarations of a cluster. `portsNow` are the ports on which nodes listen today, where that was observed. */
export function usabilityOf(cluster: Cluster, portsNow: ReadonlyMap<NodeName, readonly number[]>): Usability {
  const { routes, firewall } = cluster.facts
  const port = cluster.port.value
  const declared = declaredIn(cluster, portsNow)
  const { nodes, locationOf, unusualPorts } = declared
  const usual = unusualPorts.size < nodes.length ? [port] : []
  const ports = [...new Set([...usual, ...[...unusualPorts.values()].flat()])]
  const ends = numberEnds([routes, firewall])
  const openings = { routes: openingsOf(routes, ends, false), firewall: openingsOf(firewall, ends, true) }
  return {
    nodes,
    locationOf,
    unusualPorts,
    ...endsAmong(declared, ends),
    port,
    ...openings,
    allOpen: Object.values(openings).every((one) => ports.every((each) => lets(one, anybody, anybody, each))),
  }
}

interface Declared extends Pick<Usability, 'nodes' | 'locationOf' | 'unusualPorts'> {
  readonly locations: ReadonlyMap<LocationName, number>
}

/** What the nodes say of themselves; looks at each of them once. */
function declaredIn(cluster: Cluster, portsNow: ReadonlyMap<NodeName, readonly number[]>): Declared {
  const { numbers: locations, numberOf } = numbering<LocationName>()
  const locationOf = new Int32Array(cluster.nodes.length)
  const unusualPorts = new Map<number, readonly number[]>()
  const nodes = cluster.nodes.map(({ name, location, settings }, node) => {
    locationOf[node] = numberOf(location)
    const desired = settings.listeners?.value?.map(({ port }) => port)
    const now = portsNow.size === 0 ? undefined : portsNow.get(name)
    if (desired === undefined && now === undefined) return name
    const ports = [...new Set([...(desired ?? [cluster.port.value]), ...(now ?? [])])]
    if (ports.length !== 1 || ports[0] !== cluster.port.value) unusualPorts.set(node, ports)
    return name
  })
  return { nodes, locationOf, unusualPorts, locations }
}

function endsAmong(
  { nodes, locationOf, locations }: Declared,
  ends: ReadonlyMap<string, number>,
): Pick<Usability, 'endOf' | 'endOfLocation' | 'locationOfEnd'> {
  const endOf = new Int32Array(nodes.length).fill(-1)
  const endOfLocation = new Int32Array(locations.size).fill(-1)
  const locationOfEnd = new Int32Array(ends.size).fill(-1)
  for (const [location, number] of locations) {
    const end = ends.get(location)
    if (end === undefined) continue
    endOfLocation[number] = end
    locationOfEnd[end] = number
  }
  const nodeNamed = besides(nodes)
  for (const name of [...ends.keys()].toSorted(byName)) {
    const [node, end] = [nodeNamed(name), ends.get(name)]
    if (node === -1 || end === undefined) continue
    endOf[node] = end
    locationOfEnd[end] = at(locationOf, node)
  }
  return { endOf, endOfLocation, locationOfEnd }
}

/** The declared node of that name; undefined where nobody declares it. */
export function nodeNamed({ nodes }: Usability, name: NodeName): number | undefined {
  return indexOf(nodes, name)
}

/** Whether a declared node differs from the others of its location in what it reaches or what reaches it. */
export function isSingled({ endOf, unusualPorts }: Usability, node: number): boolean {
  return endOf[node] !== -1 || unusualPorts.has(node)
}

/** Whether two declared nodes reach each other's listeners, in both directions, by what is declared. */
export function isUsable(usability: Usability, a: number, b: number): boolean {
  const { locationOf } = usability
  return at(locationOf, a) === at(locationOf, b) || (passes(usability, a, b) && passes(usability, b, a))
}

/** The ends that a node may reach, some of them perhaps twice, or `anybody` where one cannot do better than ask for each. */
export function reachableEnds(usability: Usability, from: number): readonly number[] | 'anybody' {
  const [routed, open] = [
    endsFromNode(usability, usability.routes, from),
    endsFromNode(usability, usability.firewall, from),
  ]
  if (routed === 'anybody' || open === 'anybody') return routed === 'anybody' ? open : routed
  return open.length < routed.length ? open : routed
}

function endsFromNode(usability: Usability, openings: Openings, from: number): readonly number[] | 'anybody' {
  const found: number[] = []
  for (let which = 0; which < endsOfNode; which++) {
    const start = endAt(usability, from, which)
    if (start === -1) continue
    for (const end of endsFrom(openings, start)) {
      if (end === anybody) return 'anybody'
      found.push(end)
    }
  }
  return found
}

function passes(usability: Usability, from: number, to: number): boolean {
  const ports = usability.unusualPorts.get(to)
  return ports === undefined
    ? passesOn(usability, from, to, usability.port)
    : ports.every((port) => passesOn(usability, from, to, port))
}

function passesOn(usability: Usability, from: number, to: number, port: number): boolean {
  return (
    letsNode(usability, usability.routes, from, to, port) && letsNode(usability, usability.firewall, from, to, port)
  )
}

function letsNode(usability: Usability, openings: Openings, from: number, to: number, port: number): boolean {
  for (let one = 0; one < endsOfNode; one++) {
    const start = endAt(usability, from, one)
    if (start === -1) continue
    for (let other = 0; other < endsOfNode; other++) {
      const end = endAt(usability, to, other)
      if (end !== -1 && lets(openings, start, end, port)) return true
    }
  }
  return false
}

/** By how many ends passages may name a node: itself, its location, everybody. */
const endsOfNode = 3

/** One of the ends of a node; -1 where no passage names it. No list of them, which would be made for every question. */
function endAt({ locationOf, endOf, endOfLocation }: Usability, node: number, which: number): number {
  if (which === 0) return at(endOf, node)
  return which === 1 ? at(endOfLocation, at(locationOf, node)) : anybody
}
