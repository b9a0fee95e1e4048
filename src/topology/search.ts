import { at } from './at.ts'
import type { Edges } from './edges.ts'
import type { NodeGraph } from './graph.ts'

/**
 * A depth-first search over nodes and groups as one graph, which holds all that is needed to find cut vertices.
 * Everything but `positionOf` goes by the position of a vertex in the order of discovery: what reads it then walks from
 * one end to the other, where going by vertex would jump about in memory.
 */
export interface Search {
  /** The vertices in the order of their discovery. */
  readonly order: Int32Array
  /** The position of a vertex; -1 when it was not found. */
  readonly positionOf: Int32Array
  /** The position from which each was discovered; -1 for a root. */
  readonly above: Int32Array
  /** Lowest position that the subtree of each reaches by one edge out of it. */
  readonly low: Int32Array
}

/** Searches from the given nodes in turn, each one not found before being a root of its own. Does not recurse. */
export function searchFrom({ nodes, groups, edges }: NodeGraph, roots: Iterable<number>): Search {
  const size = nodes.length + groups.length
  const search = {
    order: new Int32Array(size),
    found: 0,
    positionOf: new Int32Array(size).fill(-1),
    above: new Int32Array(size),
    low: new Int32Array(size),
    looked: new Int32Array(size),
  }
  for (const root of roots) {
    if (search.positionOf[root] !== -1) continue
    for (let position = discover(search, root, -1); position !== -1;) position = step(edges, search, position)
  }
  const { order, found, positionOf, above, low } = search
  return { order: order.subarray(0, found), positionOf, above: above.subarray(0, found), low: low.subarray(0, found) }
}

interface Growing extends Search {
  found: number
  /** How many edges of the vertex at each position were looked along. */
  readonly looked: Int32Array
}

/** Looks along one more edge and returns the position to go on from: of a new child, the same, or that above. */
function step({ starts, ends }: Edges, search: Growing, position: number): number {
  const { order, positionOf, above, low, looked } = search
  const vertex = at(order, position)
  const edge = at(starts, vertex) + at(looked, position)
  const higher = at(above, position)
  if (edge === at(starts, vertex + 1)) {
    if (higher !== -1) low[higher] = Math.min(at(low, higher), at(low, position))
    return higher
  }
  looked[position] = at(looked, position) + 1
  const known = at(positionOf, at(ends, edge))
  if (known === -1) return discover(search, at(ends, edge), position)
  if (known !== higher) low[position] = Math.min(at(low, position), known)
  return position
}

function discover(search: Growing, vertex: number, from: number): number {
  const position = search.found++
  search.order[position] = vertex
  search.positionOf[vertex] = position
  search.above[position] = from
  search.low[position] = position
  return position
}
