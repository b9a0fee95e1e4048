import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'

/**
 * A depth-first search over nodes and groups as one graph, which holds all that is needed to find cut vertices.
 * Vertices below the number of nodes are nodes, the others are groups.
 */
export interface Search {
  /** Vertices in the order of their discovery. */
  readonly order: readonly number[]
  /** Position of a vertex in `order`; -1 when it was not found. */
  readonly discovered: Int32Array
  /** The vertex from which a vertex was discovered; -1 for a root. */
  readonly parent: Int32Array
  /** Lowest position that the vertex's subtree reaches by one edge out of it. */
  readonly low: Int32Array
}

/** Searches from the given nodes in turn, each one not found before being a root of its own. Does not recurse. */
export function searchFrom(graph: NodeGraph, roots: Iterable<number>): Search {
  const size = graph.nodes.length + graph.groups.length
  const search = {
    order: new Array<number>(),
    discovered: new Int32Array(size).fill(-1),
    parent: new Int32Array(size).fill(-1),
    low: new Int32Array(size),
  }
  const nextEdge = new Int32Array(size)
  for (const root of roots) {
    if (search.discovered[root] !== -1) continue
    discover(search, root, -1)
    for (let vertex = root; vertex !== -1;) vertex = step(graph, search, nextEdge, vertex)
  }
  return search
}

interface Growing {
  readonly order: number[]
  readonly discovered: Int32Array
  readonly parent: Int32Array
  readonly low: Int32Array
}

/** Looks along one more edge of `vertex` and returns where to go on: a new child, the same vertex, or its parent. */
function step(graph: NodeGraph, search: Growing, nextEdge: Int32Array, vertex: number): number {
  const { discovered, parent, low } = search
  const edge = at(nextEdge, vertex)
  const other = edgesOf(graph, vertex)[edge]
  const above = at(parent, vertex)
  if (other === undefined) {
    if (above !== -1) low[above] = Math.min(at(low, above), at(low, vertex))
    return above
  }
  nextEdge[vertex] = edge + 1
  const neighbour = vertex < graph.nodes.length ? other + graph.nodes.length : other
  if (discovered[neighbour] === -1) {
    discover(search, neighbour, vertex)
    return neighbour
  }
  if (neighbour !== above) low[vertex] = Math.min(at(low, vertex), at(discovered, neighbour))
  return vertex
}

function discover(search: Growing, vertex: number, from: number): void {
  search.discovered[vertex] = search.order.length
  search.low[vertex] = search.order.length
  search.parent[vertex] = from
  search.order.push(vertex)
}

function edgesOf(graph: NodeGraph, vertex: number): readonly number[] {
  const nodes = graph.nodes.length
  return (vertex < nodes ? graph.groupsOf[vertex] : graph.membersOf[vertex - nodes]) ?? []
}
