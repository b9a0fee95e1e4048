import type { GroupName, NodeName } from '../../model/names.ts'
import { byName, graphsAround, type NodeGraph } from '../../topology/graph.ts'

/** What a commit does to the network groups of one node; equal lists mean that it does nothing to it. */
export interface Regrouping {
  readonly node: NodeName
  readonly old: readonly GroupName[]
  readonly new: readonly GroupName[]
}

/** A commit as the graphs before and after it, whose vertices are the same nodes and groups. */
export interface Commit {
  readonly nodes: readonly NodeName[]
  readonly before: NodeGraph
  readonly after: NodeGraph
}

/** Indexes what a commit does. Repeated and blank group names are left out: they join nobody. */
export function commitOf(regroupings: readonly Regrouping[]): Commit {
  const sorted = regroupings.toSorted((a, b) => byName(a.node, b.node))
  const nodes = sorted.map(({ node }) => node)
  const graphs = graphsAround(
    nodes,
    sorted.map((one) => one.old),
    sorted.map((one) => one.new),
  )
  return { nodes, ...graphs }
}

/** Whether two lists of vertices have one in common. */
export function share(a: Int32Array, b: Int32Array): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a]
  return few.some((vertex) => many.includes(vertex))
}
