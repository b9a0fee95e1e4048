import type { Passage } from '../../model/facts.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { Place } from '../../source/place.ts'
import { membershipsOf } from './membership.ts'
import { memoizedByName } from './memoized.ts'
import { nodesByName } from './settings-of-nodes.ts'

/** Two nodes of different locations that talk to each other directly. */
export interface WideEdge {
  readonly from: Node
  readonly to: Node
}

/** The pairs of nodes of different locations that share a network group, each once. */
export function wideEdges(cluster: Cluster): Generator<WideEdge> {
  return wideEdgesBetween(cluster, (members) => members)
}

/**
 * The pairs of {@link wideEdges} that passages can tell apart: of the nodes of a location which no passage names, the
 * first of each group stands for the others. There are as many as there are pairs of locations, whatever their sizes.
 */
export function tellingEdges(cluster: Cluster, passages: readonly Passage[]): readonly WideEdge[] {
  return edgesTelling(cluster, [...endsNamedIn(passages)].join('\n'))
}

/** Several lists of passages often name the same ends. */
const edgesTelling = memoizedByName((cluster, ends: string): readonly WideEdge[] => {
  const named = new Set(ends.split('\n'))
  const edges = wideEdgesBetween(cluster, (members) => {
    let last: string | undefined
    const locations = new Set<string>()
    return members.filter(({ name, location }) => {
      if (named.has(name)) return true
      if (location === last || locations.has(location)) return false
      locations.add(location)
      last = location
      return true
    })
  })
  return [...edges]
})

function endsNamedIn(passages: readonly Passage[]): ReadonlySet<string> {
  const named = new Set<string>()
  passages.forEach(({ from, to }) => named.add(from).add(to))
  return named
}

function* wideEdgesBetween(
  cluster: Cluster,
  chosen: (members: readonly Node[]) => readonly Node[],
): Generator<WideEdge> {
  const wide = [...membershipsOf(cluster).groups.values()].filter(({ locations }) => locations.size > 1)
  const seen = new Pairs<Node>()
  for (const { members } of wide) {
    const nodes = chosen(members)
    for (const [index, from] of nodes.entries()) {
      for (const to of nodes.slice(index + 1)) {
        if (from.location === to.location) continue
        // Only other groups can join the same two again.
        if (wide.length > 1) {
          if (seen.has(from, to)) continue
          seen.add(from, to)
        }
        yield { from, to }
      }
    }
  }
}

/** Ordered pairs, quick to ask for: there are as many of them as pairs of locations, and no text is made of each. */
class Pairs<End> {
  readonly #ends = new Map<End, Set<End>>()

  add(from: End, to: End): void {
    const ends = this.#ends.get(from)
    if (ends === undefined) this.#ends.set(from, new Set([to]))
    else ends.add(to)
  }

  has(from: End, to: End): boolean {
    return this.#ends.get(from)?.has(to) === true
  }

  from(start: End): ReadonlySet<End> | undefined {
    return this.#ends.get(start)
  }
}

/** Answers whether a declared passage leads from one node to another. */
export type Leads = (from: Node, to: Node) => boolean

/** Makes the question "is there a passage" quick to ask for many pairs of nodes; `port` 0 asks for any traffic. */
export function passageFinder(passages: readonly Passage[], protocol: 'tcp' | 'udp', port: number): Leads {
  const open = new Pairs<string>()
  for (const passage of passages) {
    if (passage.protocol !== 'any' && passage.protocol !== protocol) continue
    if (passage.port !== undefined && port !== 0 && passage.port !== port) continue
    open.add(passage.from, passage.to)
    if (passage.bothWays) open.add(passage.to, passage.from)
  }
  const leads = (start: string, { name, location }: Node): boolean => {
    const ends = open.from(start)
    return ends !== undefined && (ends.has(location) || ends.has(name) || ends.has('any'))
  }
  // Most passages are declared between locations.
  return (from, to) => leads(from.location, to) || leads(from.name, to) || leads('any', to)
}

/** Answers whether any of the edges, in either direction, is one that a passage leads along. */
export function passageUse(edges: readonly WideEdge[]): (passage: Passage) => boolean {
  const used = new Pairs<string>()
  for (const { from, to } of edges) {
    used.add(from.location, to.location)
    used.add(from.location, to.name)
    used.add(from.name, to.location)
    used.add(from.name, to.name)
  }
  // Few passages lead to or from anywhere.
  let ends: ReadonlySet<string> | undefined
  const isEnd = (end: string): boolean => {
    if (end === 'any') return edges.length > 0
    ends ??= new Set(edges.flatMap(({ from, to }) => [from.location, from.name, to.location, to.name]))
    return ends.has(end)
  }
  return ({ from, to }) => {
    if (from === 'any') return isEnd(to)
    return to === 'any' ? isEnd(from) : used.has(from, to) || used.has(to, from)
  }
}

/** Whether a passage leads from one location to another, or to or from anywhere; not one whose end is no part of the cluster. */
export function leadsAcross(cluster: Cluster, { from, to }: Passage): boolean {
  const [start, end] = [locationAt(cluster, from), locationAt(cluster, to)]
  return start !== undefined && end !== undefined && start !== end
}

/** The location that an end of a passage is or lies in. */
function locationAt(cluster: Cluster, end: string): string | undefined {
  if (end === 'any' || cluster.locations.some(({ name }) => name === end)) return end
  return nodesByName(cluster).get(end)?.location
}

/** The directed pairs of nodes that talk to each other and that no passage leads between, one for two locations. */
export function missingPassages(cluster: Cluster, passages: readonly Passage[], port: number): readonly WideEdge[] {
  const leads = passageFinder(passages, 'tcp', port)
  const missing = new Map<string, WideEdge>()
  const look = (from: Node, to: Node): void => {
    if (leads(from, to)) return
    const locations = `${from.location} ${to.location}`
    if (!missing.has(locations)) missing.set(locations, { from, to })
  }
  for (const { from, to } of tellingEdges(cluster, passages)) {
    look(from, to)
    look(to, from)
  }
  return [...missing.values()]
}

/** The place of the list that an item of it stands in, for what is missing from the list. */
export function listPlace(item: Place): Place {
  return item.kind === 'node' ? { ...item, path: item.path.slice(0, -1) } : item
}
