import type { NodeName } from '../model/names.ts'
import type { NodeGraph } from './graph.ts'

/** The parts of the graph whose nodes reach each other, each sorted by name, in the order of their first names. */
export function components(graph: NodeGraph): readonly (readonly NodeName[])[] {
  const { partOf, count } = partition(graph)
  const parts: NodeName[][] = Array.from({ length: count }, () => [])
  graph.nodes.forEach((name, node) => parts[partOf[node] ?? 0]?.push(name))
  return parts
}

/** Whether every node reaches every other, directly or over relays; true for no nodes at all. */
export function isConnected(graph: NodeGraph): boolean {
  return partition(graph).count <= 1
}

/** For each node the number of its part, parts numbered by their first node. */
export function partition(graph: NodeGraph): { readonly partOf: Int32Array; readonly count: number } {
  const partOf = new Int32Array(graph.nodes.length).fill(-1)
  const seenGroup = new Uint8Array(graph.groups.length)
  let count = 0
  for (let first = 0; first < graph.nodes.length; first++) {
    if (partOf[first] !== -1) continue
    partOf[first] = count
    const waiting = [first]
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const group of graph.groupsOf[node] ?? []) {
        if (seenGroup[group] === 1) continue
        seenGroup[group] = 1
        for (const member of graph.membersOf[group] ?? []) {
          if (partOf[member] !== -1) continue
          partOf[member] = count
          waiting.push(member)
        }
      }
    }
    count++
  }
  return { partOf, count }
}
