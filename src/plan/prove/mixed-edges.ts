import { incidence, share, type Commit } from './commit.ts'
import { unite, type UnionFind } from './union-find.ts'
import { identityOf, isUsable, type Usability } from './usability.ts'

/** Nodes that had the same groups, get the same groups and reach the same others: what holds for one holds for all. */
interface Kind {
  readonly members: readonly number[]
  readonly old: readonly number[]
  readonly new: readonly number[]
}

/** How many pairs of kinds are looked at for each node before the rest is taken for not connected, which is safe. */
const patience = 50

/**
 * Connects nodes whose connection is stable although they keep no group in common: one moves from a group to another
 * while the other is in both. Such a pair shares a group in each of the four combinations of old and new, but not the
 * same one in all.
 */
export function connectMixedEdges(commit: Commit, usability: Usability, connected: UnionFind): void {
  const kinds = kindsOf(commit, usability)
  const count = commit.groups.length
  const byOld = incidence(
    count,
    kinds.map((kind) => kind.old),
  )
  const byNew = incidence(
    count,
    kinds.map((kind) => kind.new),
  )
  let left = patience * (commit.nodes.length + 1)
  for (const kind of kinds.filter((one) => one.old.join() !== one.new.join())) {
    const reaches = [
      [kind.old, byOld],
      [kind.new, byNew],
      [kind.old, byNew],
      [kind.new, byOld],
    ] as const
    // A partner stands in all four; the shortest list is enough to find it.
    const [shortest] = reaches
      .map(([groups, members]) => groups.flatMap((group) => members[group] ?? []))
      .toSorted((a, b) => a.length - b.length)
    for (const partner of new Set(shortest)) {
      if (left-- <= 0) return
      const other = kinds[partner]
      if (other !== undefined && other !== kind) connectKinds(commit, usability, connected, kind, other)
    }
  }
}

function connectKinds(commit: Commit, usability: Usability, connected: UnionFind, a: Kind, b: Kind): void {
  const [one, other] = [a.members[0], b.members[0]]
  if (one === undefined || other === undefined) return
  const [first, second] = [commit.nodes[one], commit.nodes[other]]
  if (first === undefined || second === undefined) return
  const stable = share(a.old, b.old) && share(a.new, b.new) && share(a.old, b.new) && share(a.new, b.old)
  if (!stable || !isUsable(usability, first, second)) return
  for (const member of [...a.members, ...b.members]) unite(connected, one, member)
}

function kindsOf(commit: Commit, usability: Usability): readonly Kind[] {
  const kinds = new Map<string, { members: number[]; old: readonly number[]; new: readonly number[] }>()
  commit.nodes.forEach((name, node) => {
    const before = commit.old[node] ?? []
    const after = commit.new[node] ?? []
    const key = `${before.join()} ${after.join()} ${identityOf(usability, name) ?? `unknown ${name}`}`
    const kind = kinds.get(key) ?? { members: [], old: before, new: after }
    kinds.set(key, kind)
    kind.members.push(node)
  })
  return [...kinds.values()]
}
