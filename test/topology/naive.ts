import fc from 'fast-check'
import { groupName, nodeName, type GroupName, type NodeName } from '../../src/model/names.ts'
import type { Member } from '../../src/topology/graph.ts'

/** A cluster small enough to be judged by looking at every pair of nodes. */
export const smallClusters: fc.Arbitrary<readonly Member[]> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.subarray(['p', 'q', 'r', 's', 't'])))),
  )
  .map((rows) => rows.map(([name, groups]) => member(name, ...groups)))

export function member(name: string, ...groups: string[]): Member {
  return { name: nodeName(name), groups: groups.map(groupName) }
}

/** Two locations of two nodes each, joined by "transit": the small example of the best-practice document. */
export const twoSites: readonly Member[] = [
  member('tokyo-1', 'tokyo', 'transit'),
  member('tokyo-2', 'tokyo'),
  member('newyork-1', 'newyork', 'transit'),
  member('newyork-2', 'newyork'),
]

/** Whether two nodes share a group, by their groups: what all oracles mean by a direct connection. */
export function meet(a: readonly GroupName[], b: readonly GroupName[]): boolean {
  return a.some((group) => b.includes(group))
}

/** Hops between all pairs, by relaxing every pair over every relay until nothing changes. */
export function naiveHops(members: readonly Member[]): Map<NodeName, Map<NodeName, number>> {
  const hops = new Map(
    members.map((a) => [
      a.name,
      new Map(members.map((b) => [b.name, a.name === b.name ? 0 : meet(a.groups, b.groups) ? 1 : Infinity])),
    ]),
  )
  for (const over of members)
    for (const from of members)
      for (const to of members) {
        const detour = hops.get(from.name)!.get(over.name)! + hops.get(over.name)!.get(to.name)!
        if (detour < hops.get(from.name)!.get(to.name)!) hops.get(from.name)!.set(to.name, detour)
      }
  return hops
}

/** Sizes of the parts that reach each other, largest first, from the table of all pairs. */
export function naiveParts(members: readonly Member[]): NodeName[][] {
  const hops = naiveHops(members)
  const parts = new Map<string, NodeName[]>()
  for (const { name } of members) {
    const reached = [...hops.get(name)!].filter(([, count]) => count < Infinity).map(([other]) => other)
    parts.set(reached.toSorted().join(), reached.toSorted())
  }
  return [...parts.values()].toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

export const sizes = (parts: readonly (readonly unknown[])[]): number[] =>
  parts.map((part) => part.length).toSorted((a, b) => b - a)
