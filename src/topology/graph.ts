import type { GroupName, NodeName } from '../model/names.ts'
import { edgesBetween, neighbours, type Edges } from './edges.ts'
import { numberGroups } from './numbered-groups.ts'

/** A node as the topology sees it: its name and the network groups it is in. */
export interface Member {
  readonly name: NodeName
  readonly groups: readonly GroupName[]
}

/**
 * Who is in which network group, by index, sorted by name; two nodes are neighbours when they share a group.
 *
 * Everything here works on memberships and never on pairs of nodes: a group of 10,000 nodes has 50 million pairs and
 * only 10,000 memberships.
 */
export interface NodeGraph {
  readonly nodes: readonly NodeName[]
  readonly groups: readonly GroupName[]
  /** Between nodes, whose vertex is their index, and groups, whose vertex is their index plus the number of nodes. */
  readonly edges: Edges
}

/** Builds the graph of nodes and groups; node names are taken to be unique, blank group names join nobody. */
export function graphOf(members: readonly Member[]): NodeGraph {
  const sorted = members.toSorted((a, b) => byName(a.name, b.name))
  return graphOfSorted(
    sorted,
    ({ name }) => name,
    ({ groups }) => groups,
  )
}

/** The same of nodes of any shape that are sorted by name already. */
export function graphOfSorted<Item>(
  nodes: readonly Item[],
  nameOf: (node: Item) => NodeName,
  groupsOf: (node: Item) => readonly GroupName[],
): NodeGraph {
  const { groups, memberships } = numberGroups(nodes, groupsOf)
  return { nodes: nodes.map(nameOf), groups, edges: edgesBetween(memberships, groups.length) }
}

/** What happens to the groups of a node; equal lists mean that nothing does. */
export interface Regrouping {
  readonly node: NodeName
  readonly old: readonly GroupName[]
  readonly new: readonly GroupName[]
}

/**
 * The graphs before and after the groups of nodes change, whose names are taken to be unique. Both are over all nodes and
 * all groups, so that their vertices are the same.
 */
export function graphsAround(regroupings: readonly Regrouping[]): {
  readonly before: NodeGraph
  readonly after: NodeGraph
} {
  const sorted = regroupings.toSorted((a, b) => byName(a.node, b.node))
  const nodes = sorted.map(({ node }) => node)
  const { groups, memberships, others } = numberGroups(
    sorted,
    (one) => one.old,
    (one) => one.new,
  )
  return {
    before: { nodes, groups, edges: edgesBetween(memberships, groups.length) },
    after: { nodes, groups, edges: edgesBetween(others, groups.length) },
  }
}

/** The graph without some of its nodes, for example because they failed. */
export function without(graph: NodeGraph, lost: ReadonlySet<NodeName>): NodeGraph {
  return graphOf(membersOf(graph).filter(({ name }) => !lost.has(name)))
}

/** The members that a graph was built from, without repeated and blank groups. */
export function membersOf(graph: NodeGraph): readonly Member[] {
  return graph.nodes.map((name, node) => ({
    name,
    groups: [...neighbours(graph.edges, node)].flatMap((group) => graph.groups[group - graph.nodes.length] ?? []),
  }))
}

/** Where a name stands among the nodes or the groups of a graph; undefined where it does not. */
export function indexOf<Name extends string>(sorted: readonly Name[], name: Name): number | undefined {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const here = sorted[middle]
    if (here !== undefined && here < name) from = middle + 1
    else to = middle
  }
  return sorted[from] === name ? from : undefined
}

/** Order of names that is the same on every machine: by UTF-16 unit, no locale. */
export function byName(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
