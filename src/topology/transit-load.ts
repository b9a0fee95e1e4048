import type { NodeName } from '../model/names.ts'
import { at } from './at.ts'
import { neighbours } from './edges.ts'
import { indexOf, type NodeGraph } from './graph.ts'

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
  const isTransit = new Uint8Array(graph.nodes.length)
  graph.nodes.forEach((name, node) => {
    if (transits.has(name)) isTransit[node] = 1
  })
  const plain = plainMembers(graph, isTransit)
  const countOf = new Map<string, number>()
  const loads: TransitLoad[] = []
  graph.nodes.forEach((transit, node) => {
    if (isTransit[node] !== 1) return
    const alone = behindOneGroup(graph, node, plain)
    if (alone !== undefined) {
      loads.push({ transit, nodesBehind: alone })
      return
    }
    // Transit nodes of the same groups have the same nodes behind them, which may be very many.
    const groups = neighbours(graph.edges, node)
    const signature = groups.join()
    const count = countOf.get(signature) ?? countDistinct(graph, groups, isTransit)
    countOf.set(signature, count)
    loads.push({ transit, nodesBehind: count })
  })
  return loads
}

/** The nodes behind one transit node, sorted by name. */
export function nodesBehind(graph: NodeGraph, transit: NodeName, transits: ReadonlySet<NodeName>): readonly NodeName[] {
  const node = indexOf(graph.nodes, transit)
  if (node === undefined) return []
  const groups = [...neighbours(graph.edges, node)]
  const found = new Set(groups.flatMap((group) => [...neighbours(graph.edges, group)]))
  return [...found]
    .toSorted((a, b) => a - b)
    .flatMap((index) => graph.nodes[index] ?? [])
    .filter((name) => !transits.has(name))
}

/** For the vertex of each group how many of its members are no transit nodes. */
function plainMembers({ nodes, groups, edges }: NodeGraph, isTransit: Uint8Array): Int32Array {
  const plain = new Int32Array(nodes.length + groups.length)
  for (let group = nodes.length; group < plain.length; group++) {
    const last = at(edges.starts, group + 1)
    let count = 0
    for (let index = at(edges.starts, group); index < last; index++) {
      if (isTransit[at(edges.ends, index)] !== 1) count++
    }
    plain[group] = count
  }
  return plain
}

/** The nodes behind a transit node where at most one of its groups has any; undefined where they must be told apart. */
function behindOneGroup({ edges }: NodeGraph, node: number, plain: Int32Array): number | undefined {
  const last = at(edges.starts, node + 1)
  let behind = 0
  for (let index = at(edges.starts, node); index < last; index++) {
    const count = at(plain, at(edges.ends, index))
    if (count > 0 && behind > 0) return undefined
    behind += count
  }
  return behind
}

function countDistinct({ edges }: NodeGraph, groups: Int32Array, isTransit: Uint8Array): number {
  const found = new Set<number>()
  for (const group of groups) {
    for (const node of neighbours(edges, group)) if (isTransit[node] !== 1) found.add(node)
  }
  return found.size
}
