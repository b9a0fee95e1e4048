import type { GroupName, NodeName } from '../model/names.ts'
import { at } from './at.ts'
import { separators } from './articulation.ts'
import { distancesFrom } from './distances.ts'
import { neighbours } from './edges.ts'
import { indexOf, type NodeGraph } from './graph.ts'

/** One direct connection of a route and the network groups that allow it, the first of them being the one shown. */
export interface Hop {
  readonly from: NodeName
  readonly to: NodeName
  readonly sharedGroups: readonly GroupName[]
}

/** The way of a message from one node to another. */
export interface Route {
  readonly hops: readonly Hop[]
  /** The nodes between the two ends, in the order of travel. */
  readonly relays: readonly NodeName[]
  /** For each relay the nodes that could stand in its place on an equally short route. */
  readonly alternatives: readonly (readonly NodeName[])[]
  /** Nodes whose loss alone leaves no route at all. */
  readonly breakers: readonly NodeName[]
}

/**
 * The shortest route between two nodes, undefined when there is none or a name is unknown.
 * Which of several equally short routes the product takes is not known; this one prefers lower names at each relay.
 */
export function route(graph: NodeGraph, from: NodeName, to: NodeName): Route | undefined {
  const start = indexOf(graph.nodes, from)
  const end = indexOf(graph.nodes, to)
  if (start === undefined || end === undefined) return undefined
  const toEnd = distancesFrom(graph, end).steps
  if (toEnd[start] === -1) return undefined

  const visited = walk(graph, start, toEnd)
  const relays = visited.slice(1, -1)
  return {
    hops: visited.slice(1).map((node, step) => hop(graph, visited[step] ?? node, node)),
    relays: relays.map((node) => nameAt(graph, node)),
    alternatives: alternatives(graph, start, toEnd, relays),
    breakers: separators(graph, start, end).map((node) => nameAt(graph, node)),
  }
}

/** Follows falling distances to the end; of several next nodes the one with the lowest index, which is the lowest name. */
function walk(graph: NodeGraph, start: number, toEnd: Int32Array): readonly number[] {
  const visited = [start]
  let here = start
  for (let left = at(toEnd, start) - 2; left >= 0; left -= 2) {
    const closer = connectedTo(graph, here).filter((node) => toEnd[node] === left)
    here = closer.reduce((lowest, node) => Math.min(lowest, node), graph.nodes.length)
    visited.push(here)
  }
  return visited
}

function alternatives(graph: NodeGraph, start: number, toEnd: Int32Array, relays: readonly number[]): NodeName[][] {
  const fromStart = distancesFrom(graph, start).steps
  const length = at(toEnd, start)
  const found: NodeName[][] = relays.map(() => [])
  graph.nodes.forEach((name, node) => {
    const way = at(fromStart, node)
    const position = way / 2 - 1
    if (way + at(toEnd, node) === length && relays[position] !== node) found[position]?.push(name)
  })
  return found
}

function hop(graph: NodeGraph, from: number, to: number): Hop {
  const there = new Set(neighbours(graph.edges, to))
  const shared = [...neighbours(graph.edges, from)].filter((group) => there.has(group))
  return {
    from: nameAt(graph, from),
    to: nameAt(graph, to),
    sharedGroups: shared.flatMap((group) => graph.groups[group - graph.nodes.length] ?? []),
  }
}

function connectedTo({ edges }: NodeGraph, node: number): readonly number[] {
  return [...neighbours(edges, node)].flatMap((group) => [...neighbours(edges, group)])
}

function nameAt(graph: NodeGraph, node: number): NodeName {
  const name = graph.nodes[node]
  if (name === undefined) throw new Error(`no node has index ${node}`)
  return name
}
