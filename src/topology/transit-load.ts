import type { NodeName } from '../model/names.ts'
import type { NodeGraph } from './graph.ts'

/** How many nodes depend on a transit node. */
export interface TransitLoad {
  readonly transit: NodeName
  /** Nodes behind it that are not transit nodes themselves; the best-practice document (BP) recommends at most 10. */
  readonly nodesBehind: number
}

/**
 * Counts the nodes behind each transit node: the others that share a group with it and are no transit nodes.
 * A node behind two transit nodes counts fully at both, since either may have to carry it alone.
 */
export function transitLoads(graph: NodeGraph, transits: ReadonlySet<NodeName>): readonly TransitLoad[] {
  const isTransit = graph.nodes.map((name) => transits.has(name))
  const plain = graph.membersOf.map((members) => members.filter((node) => isTransit[node] !== true))
  const countOf = new Map<string, number>()
  return graph.nodes.flatMap((transit, node) => {
    if (isTransit[node] !== true) return []
    const groups = graph.groupsOf[node] ?? []
    const signature = groups.join()
    const nodesBehind = countOf.get(signature) ?? countDistinct(groups.map((group) => plain[group] ?? []))
    countOf.set(signature, nodesBehind)
    return [{ transit, nodesBehind }]
  })
}

/** The nodes behind one transit node, sorted by name. */
export function nodesBehind(graph: NodeGraph, transit: NodeName, transits: ReadonlySet<NodeName>): readonly NodeName[] {
  const node = graph.indexOfNode.get(transit)
  if (node === undefined) return []
  const found = new Set((graph.groupsOf[node] ?? []).flatMap((group) => graph.membersOf[group] ?? []))
  return [...found]
    .toSorted((a, b) => a - b)
    .flatMap((index) => graph.nodes[index] ?? [])
    .filter((name) => !transits.has(name))
}

function countDistinct(lists: readonly (readonly number[])[]): number {
  const [only, second] = lists.filter((list) => list.length > 0)
  if (only === undefined || second === undefined) return only?.length ?? 0
  return new Set(lists.flat()).size
}
