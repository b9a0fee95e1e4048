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
export function* wideEdges(cluster: Cluster): Generator<WideEdge> {
  const indexes = new Map(cluster.nodes.map((node, index) => [node, index]))
  const indexOf = (node: Node): number => indexes.get(node) ?? 0
  const seen = new Set<number>()
  for (const { members, locations } of membershipsOf(cluster).groups.values()) {
    if (locations.size < 2) continue
    for (const [index, from] of members.entries()) {
      for (const to of members.slice(index + 1)) {
        if (from.location === to.location) continue
        const key = indexOf(from) * cluster.nodes.length + indexOf(to)
        if (seen.has(key)) continue
        seen.add(key)
        yield { from, to }
      }
    }
  }
}

/** Answers whether a declared passage leads from one node to another. */
export type Leads = (from: Node, to: Node) => boolean

/** Makes the question "is there a passage" quick to ask for many pairs of nodes; `port` 0 asks for any traffic. */
export function passageFinder(passages: readonly Passage[], protocol: 'tcp' | 'udp', port: number): Leads {
  const open = new Set<string>()
  for (const passage of passages) {
    if (passage.protocol !== 'any' && passage.protocol !== protocol) continue
    if (passage.port !== undefined && port !== 0 && passage.port !== port) continue
    open.add(`${passage.from} ${passage.to}`)
    if (passage.bothWays) open.add(`${passage.to} ${passage.from}`)
  }
  return (from, to) => endsOf(from).some((start) => endsOf(to).some((end) => open.has(`${start} ${end}`)))
}

function endsOf(node: Node): readonly string[] {
  return [node.name, node.location, 'any']
}

/** The place of the list that an item of it stands in, for what is missing from the list. */
export function listPlace(item: Place): Place {
  return item.kind === 'node' ? { ...item, path: item.path.slice(0, -1) } : item
}
