import type { Passage } from '../model/facts.ts'
import type { Cluster, Node } from '../model/fleet.ts'
import type { Place } from '../source/place.ts'
import { membershipsOf } from './membership.ts'

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
export function tellingEdges(cluster: Cluster, passages: readonly Passage[]): Generator<WideEdge> {
  const named = new Set(passages.flatMap(({ from, to }) => [from, to]))
  return wideEdgesBetween(cluster, (members) => {
    const locations = new Set<string>()
    return members.filter(({ name, location }) => {
      if (named.has(name)) return true
      if (locations.has(location)) return false
      locations.add(location)
      return true
    })
  })
}

function* wideEdgesBetween(
  cluster: Cluster,
  chosen: (members: readonly Node[]) => readonly Node[],
): Generator<WideEdge> {
  const seen = new Pairs<Node>()
  for (const { members, locations } of membershipsOf(cluster).groups.values()) {
    if (locations.size < 2) continue
    const nodes = chosen(members)
    for (const [index, from] of nodes.entries()) {
      for (const to of nodes.slice(index + 1)) {
        if (from.location === to.location) continue
        if (seen.has(from, to)) continue
        seen.add(from, to)
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
  const leads = (start: string, to: Node): boolean =>
    open.has(start, to.name) || open.has(start, to.location) || open.has(start, 'any')
  return (from, to) => leads(from.name, to) || leads(from.location, to) || leads('any', to)
}

/** Answers whether any of the edges, in either direction, is one that a passage leads along. */
export function passageUse(edges: Iterable<WideEdge>): (passage: Passage) => boolean {
  const used = new Pairs<string>()
  for (const { from, to } of edges) {
    for (const start of endsOf(from)) {
      for (const end of endsOf(to)) {
        used.add(start, end)
        used.add(end, start)
      }
    }
  }
  return ({ from, to }) => used.has(from, to)
}

/** The directed pairs of nodes that talk to each other and that no passage leads between, one for two locations. */
export function missingPassages(cluster: Cluster, passages: readonly Passage[], port: number): readonly WideEdge[] {
  const leads = passageFinder(passages, 'tcp', port)
  const missing = new Map<string, WideEdge>()
  for (const edge of tellingEdges(cluster, passages)) {
    for (const { from, to } of [edge, { from: edge.to, to: edge.from }]) {
      if (leads(from, to)) continue
      const locations = `${from.location} ${to.location}`
      if (!missing.has(locations)) missing.set(locations, { from, to })
    }
  }
  return [...missing.values()]
}

function endsOf(node: Node): readonly string[] {
  return [node.name, node.location, 'any']
}

/** The place of the list that an item of it stands in, for what is missing from the list. */
export function listPlace(item: Place): Place {
  return item.kind === 'node' ? { ...item, path: item.path.slice(0, -1) } : item
}
