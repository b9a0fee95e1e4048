import type { NodeName } from '../model/names.ts'
import { at } from './at.ts'
import { components } from './components.ts'
import { distancesFrom, type Distances } from './distances.ts'
import { indexOf, type NodeGraph } from './graph.ts'

/** The two nodes that are farthest apart among those that reach each other. */
export interface LongestRoute {
  readonly from: NodeName
  readonly to: NodeName
  /** Hops of the shortest route between them; relays are one fewer. */
  readonly hops: number
  /** False when the search was cut off: there may be a longer one. */
  readonly exact: boolean
}

/**
 * Finds the longest of the shortest routes; undefined when there is no pair of nodes that reach each other.
 *
 * Sweeps twice to find a middle, then asks the outermost nodes first: once the longest route found is as long as
 * anything further in could be, nothing else need be asked. On clusters built as sites around a transit group
 * that takes a handful of searches; `most` bounds them for graphs of other shapes.
 */
export function longestRoute(graph: NodeGraph, most = 1000): LongestRoute | undefined {
  let best: Farthest = { from: 0, to: 0, steps: 0 }
  let exact = true
  let left = most
  for (const [first, second] of components(graph)) {
    if (first === undefined || second === undefined) continue
    const found = searchComponent(graph, indexOf(graph.nodes, first) ?? 0, left)
    left -= found.searches
    exact &&= found.exact
    if (found.farthest.steps > best.steps) best = found.farthest
  }
  const from = graph.nodes[best.from]
  const to = graph.nodes[best.to]
  return best.steps === 0 || from === undefined || to === undefined
    ? undefined
    : { from, to, hops: best.steps / 2, exact }
}

interface Farthest {
  readonly from: number
  readonly to: number
  readonly steps: number
}

/** The longest route in the component of a node. */
function searchComponent(
  graph: NodeGraph,
  inside: number,
  budget: number,
): { readonly farthest: Farthest; readonly searches: number; readonly exact: boolean } {
  if (budget <= 0) return { farthest: { from: inside, to: inside, steps: 0 }, searches: 0, exact: false }
  const edge = farthestFrom(graph, inside, distancesFrom(graph, inside)).to
  const sweep = distancesFrom(graph, edge)
  let best = farthestFrom(graph, edge, sweep)
  const middle = distancesFrom(graph, halfway(graph, best, sweep))
  let searches = 4
  for (const node of nodesIn(graph, middle).toReversed()) {
    // Two nodes at most this far from the middle are at most twice that far from each other.
    if (best.steps >= 2 * at(middle.steps, node)) return { farthest: best, searches, exact: true }
    if (searches >= budget) return { farthest: best, searches, exact: false }
    const found = farthestFrom(graph, node, distancesFrom(graph, node))
    searches++
    if (found.steps > best.steps) best = found
  }
  return { farthest: best, searches, exact: true }
}

/** The vertex, node or group, in the middle of a route. */
function halfway(graph: NodeGraph, { to, steps }: Farthest, sweep: Distances): number {
  const back = distancesFrom(graph, to)
  const half = steps / 2
  return sweep.reached.find((vertex) => sweep.steps[vertex] === half && back.steps[vertex] === half) ?? to
}

function farthestFrom(graph: NodeGraph, from: number, distances: Distances): Farthest {
  const to = nodesIn(graph, distances).at(-1) ?? from
  return { from, to, steps: at(distances.steps, to) }
}

function nodesIn(graph: NodeGraph, { reached }: Distances): Int32Array {
  return reached.filter((vertex) => vertex < graph.nodes.length)
}
