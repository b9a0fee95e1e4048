import type { GroupName, NodeName } from '../model/names.ts'
import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'
import { searchFrom, type Search } from './search.ts'

/** A node or a network group whose loss alone splits those that reached each other before. */
export interface CutPoint<Name> {
  readonly name: Name
  /** How many nodes each part holds that is left of its component, largest first. */
  readonly parts: readonly number[]
}

/** The nodes and the groups whose loss alone splits the rest, each sorted by name. One search, linear in memberships. */
export function cutPoints(graph: NodeGraph): {
  readonly nodes: readonly CutPoint<NodeName>[]
  readonly groups: readonly CutPoint<GroupName>[]
} {
  const search = searchFrom(graph, graph.nodes.keys())
  const parts = partsAround(graph, search)
  const named = <Name>(names: readonly Name[], offset: number): CutPoint<Name>[] =>
    names.flatMap((name, index) => {
      const sizes = parts[offset + index] ?? []
      return sizes.length > 1 ? [{ name, parts: sizes.toSorted((a, b) => b - a) }] : []
    })
  return { nodes: named(graph.nodes, 0), groups: named(graph.groups, graph.nodes.length) }
}

/** For each vertex the numbers of nodes in the parts that its removal leaves, parts without a node left out. */
function partsAround(graph: NodeGraph, { order, parent, low, discovered }: Search): number[][] {
  const ownCount = (vertex: number): number => (vertex < graph.nodes.length ? 1 : 0)
  const below = new Int32Array(parent.length)
  const parts: number[][] = Array.from({ length: parent.length }, () => [])
  for (const vertex of order.toReversed()) {
    const count = at(below, vertex) + ownCount(vertex)
    below[vertex] = count
    const above = at(parent, vertex)
    if (above === -1) continue
    below[above] = at(below, above) + count
    if (count > 0 && at(low, vertex) >= at(discovered, above)) parts[above]?.push(count)
  }
  const total = new Int32Array(parent.length)
  for (const vertex of order) {
    const above = at(parent, vertex)
    total[vertex] = above === -1 ? at(below, vertex) : at(total, above)
    const sizes = parts[vertex] ?? []
    const rest = sizes.reduce((left, size) => left - size, at(total, vertex) - ownCount(vertex))
    if (rest > 0) sizes.push(rest)
  }
  return parts
}

/** The nodes, by index, that every route between two nodes crosses, in the order of travel; none if there is no route. */
export function separators(graph: NodeGraph, from: number, to: number): readonly number[] {
  const { discovered, parent, low } = searchFrom(graph, [from])
  if (discovered[to] === -1) return []
  const found: number[] = []
  for (let below = to, vertex = at(parent, to); vertex !== -1; below = vertex, vertex = at(parent, vertex)) {
    const isRelay = vertex < graph.nodes.length && vertex !== from
    if (isRelay && at(low, below) >= at(discovered, vertex)) found.push(vertex)
  }
  return found.toReversed()
}
