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
  const named = <Name>(names: readonly Name[], offset: number): CutPoint<Name>[] => {
    const found: CutPoint<Name>[] = []
    names.forEach((name, index) => {
      const sizes = parts[at(search.positionOf, offset + index)]
      if (sizes !== undefined) found.push({ name, parts: sizes.toSorted((a, b) => b - a) })
    })
    return found
  }
  return { nodes: named(graph.nodes, 0), groups: named(graph.groups, graph.nodes.length) }
}

/** By the position of a vertex: where its removal leaves several parts with nodes, their numbers of nodes. */
function partsAround(graph: NodeGraph, { order, above, low }: Search): readonly (readonly number[] | undefined)[] {
  const ownCount = (position: number): number => (at(order, position) < graph.nodes.length ? 1 : 0)
  const below = new Int32Array(order.length)
  /** How many parts a vertex holds together beside the one above it, and how many nodes are in them. */
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
  const parts = Array.from<number[] | undefined>({ length: order.length })
  const total = new Int32Array(order.length)
  for (let position = 0; position < order.length; position++) {
    const higher = at(above, position)
    total[position] = higher === -1 ? at(below, position) : at(total, higher)
    if (isPart(position)) parts[higher]?.push(at(below, position))
    const rest = at(total, position) - ownCount(position) - at(heldNodes, position)
    // A vertex comes before those below it, which add their parts to its list.
    if (at(held, position) + (rest > 0 ? 1 : 0) > 1) parts[position] = rest > 0 ? [rest] : []
  }
  return parts
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
