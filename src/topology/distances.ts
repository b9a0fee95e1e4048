import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'

/**
 * Steps from one vertex to each other vertex by the shortest way, -1 where there is none; and who was reached, nearest
 * first. A step leads from a node to a group or back, so that two steps between nodes are one hop of a message.
 * Vertices below the number of nodes are nodes, the others are groups.
 */
export interface Distances {
  readonly steps: Int32Array
  readonly reached: readonly number[]
}

/** Measures the distance from the vertex `start` to every other, one look at each membership. */
export function distancesFrom(graph: NodeGraph, start: number): Distances {
  const nodes = graph.nodes.length
  const steps = new Int32Array(nodes + graph.groups.length).fill(-1)
  const reached = [start]
  steps[start] = 0
  for (let next = 0; next < reached.length; next++) {
    const vertex = at(reached, next)
    const further = at(steps, vertex) + 1
    const isNode = vertex < nodes
    for (const other of (isNode ? graph.groupsOf[vertex] : graph.membersOf[vertex - nodes]) ?? []) {
      const neighbour = isNode ? other + nodes : other
      if (steps[neighbour] !== -1) continue
      steps[neighbour] = further
      reached.push(neighbour)
    }
  }
  return { steps, reached }
}
