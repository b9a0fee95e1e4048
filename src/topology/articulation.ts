import type { NodeName } from '../model/names.ts'
import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'
import { searchFrom, type Search } from './search.ts'

/** A node whose loss alone splits those that reached each other before. */
export interface CutPoint {
  readonly name: NodeName
  /** How many nodes each part holds that is left of its component, largest first. */
  readonly parts: readonly number[]
}

/** The nodes whose loss alone splits the rest, sorted by name. One search, linear in memberships. */
export function cutPoints(graph: NodeGraph): readonly CutPoint[] {
  const search = searchFrom(graph, graph.nodes.keys())
  const partsOf = partsAround(graph, search)
  const found: CutPoint[] = []
  graph.nodes.forEach((name, node) => {
    const parts = partsOf(at(search.positionOf, node))
    if (parts !== undefined) found.push({ name, parts: parts.toSorted((a, b) => b - a) })
  })
  return found
}

/**
 * By the position of a node: where its removal leaves several parts, their numbers of nodes. Only those nodes have a
 * list: one for each of very many would be most of the work.
 */
function partsAround(graph: NodeGraph, search: Search): (position: number) => readonly number[] | undefined {
  const { order, above } = search
  const { ownCount, isPart, below, held, heldNodes } = subtrees(graph, search)
  // The first list is nobody's, and that of all who have none.
  const lists: number[][] = [[]]
  const listOf = new Int32Array(order.length)
  let total = 0
  for (let position = 0; position < order.length; position++) {
    const higher = at(above, position)
    // What was found from one root follows it.
    if (higher === -1) total = at(below, position)
    if (isPart(position) && listOf[higher] !== 0) lists[at(listOf, higher)]?.push(at(below, position))
    const own = ownCount(position)
    const rest = total - own - at(heldNodes, position)
    // A vertex comes before those below it, which add their parts to its list; groups have none.
    if (at(held, position) + (rest > 0 ? 1 : 0) < 2 || own === 0) continue
    listOf[position] = lists.push(rest > 0 ? [rest] : []) - 1
  }
  return (position) => (listOf[position] === 0 ? undefined : lists[at(listOf, position)])
}

/** What the removal of each vertex would part from the one above it, by position. */
interface Subtrees {
  /** One for a node, nothing for a group. */
  readonly ownCount: (position: number) => number
  /** Whether the vertex above holds what is below this one together with the rest. */
  readonly isPart: (position: number) => boolean
  /** How many nodes are at a vertex and below it. */
  readonly below: Int32Array
  /** How many parts a vertex holds together beside the one above it, and how many nodes are in them. */
  readonly held: Int32Array
  readonly heldNodes: Int32Array
}

function subtrees(graph: NodeGraph, { order, above, low }: Search): Subtrees {
  const nodeCount = graph.nodes.length
  const ownCount = (position: number): number => (at(order, position) < nodeCount ? 1 : 0)
  const below = new Int32Array(order.length)
  const [held, heldNodes] = [new Int32Array(order.length), new Int32Array(order.length)]
  const isPart = (position: number): boolean =>
    at(above, position) !== -1 && at(below, position) > 0 && at(low, position) >= at(above, position)
  for (let position = order.length - 1; position >= 0; position--) {
    below[position] = at(below, position) + ownCount(position)
    const higher = at(above, position)
    if (higher !== -1) below[higher] = at(below, higher) + at(below, position)
    if (!isPart(position)) continue
    held[higher] = at(held, higher) + 1
    heldNodes[higher] = at(heldNodes, higher) + at(below, position)
  }
  return { ownCount, isPart, below, held, heldNodes }
}

/** The nodes, by index, that every route between two nodes crosses, in the order of travel; none if there is no route. */
export function separators(graph: NodeGraph, from: number, to: number): readonly number[] {
  const { order, positionOf, above, low } = searchFrom(graph, [from])
  const found: number[] = []
  const start = at(positionOf, to)
  if (start === -1) return []
  for (let below = start, here = at(above, start); here !== -1; below = here, here = at(above, here)) {
    const vertex = at(order, here)
    const isRelay = vertex < graph.nodes.length && vertex !== from
    if (isRelay && at(low, below) >= here) found.push(vertex)
  }
  return found.toReversed()
}
