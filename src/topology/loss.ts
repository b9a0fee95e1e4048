import type { NodeName } from '../model/names.ts'
import { cutPoints } from './articulation.ts'
import { components } from './components.ts'
import { degree, neighbours } from './edges.ts'
import { byName, without, type NodeGraph } from './graph.ts'

/** What happens to the others when these nodes fail together. */
export interface Loss {
  readonly lost: readonly NodeName[]
  /** How many nodes each part holds that is left, largest first; parts that were apart before are not counted. */
  readonly parts: readonly number[]
  /** Nodes that no longer reach the largest part. */
  readonly cutOff: number
}

/** Every single node whose failure cuts others off, the worst first. The matrix ignores liveness, so nothing re-routes. */
export function singleLosses(graph: NodeGraph): readonly Loss[] {
  // Cut points are sorted by name, which stays the order of those that are equally bad.
  return cutPoints(graph)
    .map(({ name, parts }) => lossOf([name], parts))
    .toSorted((a, b) => b.cutOff - a.cutOff)
}

/**
 * Every pair of nodes that cuts off more than its two members do one by one, the worst first: one of the pair becomes
 * a single point of failure only once the other is gone.
 *
 * Only relays can be in such a pair, since the neighbours of any other node all know each other: one search for each
 * relay.
 */
export function doubleLosses(graph: NodeGraph): readonly Loss[] {
  const alone = new Set(cutPoints(graph).map(({ name }) => name))
  const found = new Map<string, Loss>()
  for (const first of relaysOf(graph)) {
    for (const { name, parts } of cutPoints(without(graph, new Set([first])))) {
      if (alone.has(name)) continue
      const lost = [first, name].toSorted(byName)
      found.set(lost.join('\n'), lossOf(lost, parts))
    }
  }
  return [...found.values()].toSorted(worstFirst)
}

/** The parts that are left when these nodes fail, by name: who still reaches whom. */
export function partsAfter(graph: NodeGraph, lost: ReadonlySet<NodeName>): readonly (readonly NodeName[])[] {
  return components(without(graph, lost))
}

/** Nodes in two or more groups that have other members. */
export function relaysOf(graph: NodeGraph): readonly NodeName[] {
  return graph.nodes.filter(
    (_, node) => neighbours(graph.edges, node).filter((group) => degree(graph.edges, group) > 1).length > 1,
  )
}

function lossOf(lost: readonly NodeName[], parts: readonly number[]): Loss {
  const [largest = 0] = parts
  return { lost, parts, cutOff: parts.reduce((sum, size) => sum + size, -largest) }
}

function worstFirst(a: Loss, b: Loss): number {
  return b.cutOff - a.cutOff || byName(a.lost.join('\n'), b.lost.join('\n'))
}
