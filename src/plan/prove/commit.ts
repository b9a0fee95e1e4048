import type { NodeName } from '../../model/names.ts'
import { graphsAround, type NodeGraph, type Regrouping } from '../../topology/graph.ts'

/** A commit as the graphs before and after it, whose vertices are the same nodes and groups. */
export interface Commit {
  readonly nodes: readonly NodeName[]
  readonly before: NodeGraph
  readonly after: NodeGraph
}

/** Indexes what a commit does. Repeated and blank group names are left out: they join nobody. */
export function commitOf(regroupings: readonly Regrouping[]): Commit {
  const graphs = graphsAround(regroupings)
  return { nodes: graphs.before.nodes, ...graphs }
}

/** Whether two lists of vertices have one in common. */
export function share(a: Int32Array, b: Int32Array): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a]
  return few.some((vertex) => many.includes(vertex))
}
