import type { GroupName, NodeName } from '../../model/names.ts'
import { byName } from '../../topology/graph.ts'

/** What a commit does to the network groups of one node; equal lists mean that it does nothing to it. */
export interface Regrouping {
  readonly node: NodeName
  readonly old: readonly GroupName[]
  readonly new: readonly GroupName[]
}

/** A commit by index, nodes and groups sorted by name, so that looking at memberships is cheap. */
export interface Commit {
  readonly nodes: readonly NodeName[]
  readonly groups: readonly GroupName[]
  /** For each node the indexes of its groups before the commit, ascending. */
  readonly old: readonly (readonly number[])[]
  /** The same after the commit. */
  readonly new: readonly (readonly number[])[]
}

/** Indexes what a commit does. Repeated and blank group names are left out: they join nobody. */
export function commitOf(regroupings: readonly Regrouping[]): Commit {
  const sorted = regroupings.toSorted((a, b) => byName(a.node, b.node))
  const named = new Set(sorted.flatMap((one) => [...one.old, ...one.new]).filter((group) => group.trim() !== ''))
  const groups = [...named].toSorted(byName)
  const indexOf = new Map(groups.map((group, index) => [group, index]))
  const indexes = (names: readonly GroupName[]): readonly number[] =>
    [...new Set(names.flatMap((name) => indexOf.get(name) ?? []))].toSorted((a, b) => a - b)
  return {
    nodes: sorted.map(({ node }) => node),
    groups,
    old: sorted.map((one) => indexes(one.old)),
    new: sorted.map((one) => indexes(one.new)),
  }
}

/** Whether two ascending lists of indexes have one in common. */
export function share(a: readonly number[], b: readonly number[]): boolean {
  const [few, many] = a.length < b.length ? [a, b] : [b, a]
  return few.some((index) => many.includes(index))
}

/** For each of `count` groups the nodes whose list names it. */
export function incidence(count: number, lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: count }, () => [])
  lists.forEach((list, node) => list.forEach((group) => members[group]?.push(node)))
  return members
}
