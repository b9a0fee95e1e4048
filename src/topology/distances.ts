import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'

/**
 * Steps from one vertex to each other vertex by the shortest way, -1 where there is none; and who was reached, nearest
 * first. A step leads from a node to a group or back, so that two steps between nodes are one hop of a message.
 * Vertices below the number of nodes are nodes, the others are groups.
 */
export interface Distances {
  readonly steps: Int32Array
  readonly reached: Int32Array
}

/** Measures the distance from the vertex `start` to every other, one look at each membership. */
export function distancesFrom({ nodes, groups, edges }: NodeGraph, start: number): Distances {
  const { starts, ends } = edges
  const steps = new Int32Array(nodes.length + groups.length).fill(-1)
  const reached = new Int32Array(steps.length)
  let count = 1
  reached[0] = start
  steps[start] = 0
  for (let next = 0; next < count; next++) {
    const vertex = at(reached, next)
    const further = at(steps, vertex) + 1
    const last = at(starts, vertex + 1)
    for (let index = at(starts, vertex); index < last; index++) {
      const neighbour = at(ends, index)
      if (steps[neighbour] !== -1) continue
      steps[neighbour] = further
      reached[count++] = neighbour
    }
  }
  return { steps, reached: reached.subarray(0, count) }
}
