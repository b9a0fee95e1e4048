import type { GroupName, NodeName } from '../model/names.ts'

/** A node as the topology sees it: its name and the network groups it is in. */
export interface Member {
  readonly name: NodeName
  readonly groups: readonly GroupName[]
}

/**
 * Who is in which network group, by index, sorted by name; two nodes are neighbours when they share a group.
 *
 * Everything here works on memberships and never on pairs of nodes: a group of 10,000 nodes has 50 million pairs and
 * only 10,000 memberships. A group's vertex number is its index plus the number of nodes.
 */
export interface NodeGraph {
  readonly nodes: readonly NodeName[]
  readonly groups: readonly GroupName[]
  readonly indexOfNode: ReadonlyMap<NodeName, number>
  readonly indexOfGroup: ReadonlyMap<GroupName, number>
  /** For each node the indexes of its groups, ascending. */
  readonly groupsOf: readonly (readonly number[])[]
  /** For each group the indexes of its nodes, ascending. */
  readonly membersOf: readonly (readonly number[])[]
}

/** Builds the graph of nodes and groups; node names are taken to be unique, blank group names join nobody. */
export function graphOf(members: readonly Member[]): NodeGraph {
  const sorted = members.toSorted((a, b) => byName(a.name, b.name))
  const groupSets = sorted.map(({ groups }) => new Set(groups.filter((group) => group.trim() !== '')))
  const groups = [...new Set(groupSets.flatMap((set) => [...set]))].toSorted(byName)
  const indexOfGroup = new Map(groups.map((group, index) => [group, index]))
  const membersOf: number[][] = groups.map(() => [])
  const groupsOf = groupSets.map((set, node) => {
    const indexes: number[] = []
    for (const group of set) {
      const index = indexOfGroup.get(group)
      if (index === undefined) continue
      indexes.push(index)
      membersOf[index]?.push(node)
    }
    return indexes.toSorted((a, b) => a - b)
  })
  const nodes = sorted.map(({ name }) => name)
  return {
    nodes,
    groups,
    indexOfNode: new Map(nodes.map((name, index) => [name, index])),
    indexOfGroup,
    groupsOf,
    membersOf,
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
    groups: (graph.groupsOf[node] ?? []).flatMap((group) => graph.groups[group] ?? []),
  }))
}

/** Order of names that is the same on every machine: by UTF-16 unit, no locale. */
export function byName(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
