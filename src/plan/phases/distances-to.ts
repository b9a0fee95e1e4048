import type { NodeName } from '../../model/names.ts'
import { distancesFrom } from '../../topology/distances.ts'
import { graphOf, indexOf } from '../../topology/graph.ts'
import type { Standing } from '../membership.ts'

/** How many connections away from the entry node each node is; whoever it does not reach is left at 0. */
export function distancesTo(entry: NodeName, standing: readonly Standing[]): ReadonlyMap<NodeName, number> {
  const graph = graphOf(standing.map(({ node, groups }) => ({ name: node, groups })))
  const start = indexOf(graph.nodes, entry)
  if (start === undefined) return new Map()
  const { steps } = distancesFrom(graph, start)
  return new Map(graph.nodes.map((name, node) => [name, steps[node] ?? 0]))
}
