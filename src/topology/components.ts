import type { NodeName } from '../model/names.ts'
import { at } from './at.ts'
import type { NodeGraph } from './graph.ts'

/** The parts of the graph whose nodes reach each other, each sorted by name, in the order of their first names. */
export function components(graph: NodeGraph): readonly (readonly NodeName[])[] {
  const { partOf, count } = partition(graph)
  const parts: NodeName[][] = Array.from({ length: count }, () => [])
  graph.nodes.forEach((name, node) => parts[at(partOf, node)]?.push(name))
  return parts
}

/** Whether every node reaches every other, directly or over relays; true for no nodes at all. */
export function isConnected(graph: NodeGraph): boolean {
  return partition(graph).count <= 1
}

/** For each node the number of its part, parts numbered by their first node. */
export function partition({ nodes, groups, edges }: NodeGraph): {
  readonly partOf: Int32Array
  readonly count: number
} {
  const { starts, ends } = edges
  const partOf = new Int32Array(nodes.length + groups.length).fill(-1)
  const waiting = new Int32Array(partOf.length)
  let count = 0
  for (let first = 0; first < nodes.length; first++) {
    if (partOf[first] !== -1) continue
    partOf[first] = count
    waiting[0] = first
    for (let left = 1; left > 0;) {
      const vertex = at(waiting, --left)
      const last = at(starts, vertex + 1)
      for (let index = at(starts, vertex); index < last; index++) {
        const end = at(ends, index)
        if (partOf[end] !== -1) continue
        partOf[end] = count
        waiting[left++] = end
      }
    }
    count++
  }
  return { partOf: partOf.subarray(0, nodes.length), count }
}
