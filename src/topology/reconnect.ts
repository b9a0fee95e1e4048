import type { GroupName, NodeName } from '../model/names.ts'
import { components } from './components.ts'
import { degree, neighbours } from './edges.ts'
import { indexOf, type NodeGraph } from './graph.ts'

/** One membership to add. */
export interface AddedMembership {
  readonly node: NodeName
  readonly group: GroupName
}

/** What a fix may build on: the group that is meant to join locations and the nodes that are meant to be in it. */
export interface Joining {
  readonly transitGroup: GroupName
  readonly transits: ReadonlySet<NodeName>
}

/**
 * The fewest memberships that, added, let every node reach every other; empty when they do already.
 *
 * Each part but one needs one of its nodes in the transit group. Where nobody is in that group yet, the largest part
 * needs a member too: joining through a location's own group would take one membership fewer and would connect every
 * node of that location across the WAN, which nobody wants. Prefers nodes declared transit, then those in most groups.
 */
export function reconnect(graph: NodeGraph, { transitGroup, transits }: Joining): readonly AddedMembership[] {
  const parts = components(graph)
  if (parts.length < 2) return []
  const group = indexOf(graph.groups, transitGroup)
  const members = group === undefined ? [] : neighbours(graph.edges, graph.nodes.length + group)
  const joined = new Set(Array.from(members, (node) => graph.nodes[node]))
  return parts
    .filter((part) => !part.some((name) => joined.has(name)))
    .map((part) => ({ node: candidate(graph, part, transits), group: transitGroup }))
}

function candidate(graph: NodeGraph, part: readonly NodeName[], transits: ReadonlySet<NodeName>): NodeName {
  const score = (name: NodeName): number =>
    (transits.has(name) ? graph.groups.length + 1 : 0) + degree(graph.edges, indexOf(graph.nodes, name) ?? 0)
  return part.reduce((best, name) => (score(name) > score(best) ? name : best))
}
