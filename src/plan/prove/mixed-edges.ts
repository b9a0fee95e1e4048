import { at } from '../../topology/at.ts'
import { neighbours } from '../../topology/edges.ts'
import { share, type Commit } from './commit.ts'
import type { Places } from './places.ts'
import { unite, type UnionFind } from './union-find.ts'
import { isUsable, type Usability } from './usability.ts'

/** Nodes that had the same groups, get the same groups and reach the same others: what holds for one holds for all. */
interface Kind {
  readonly any: number
  /** Who speaks for all of them among the declared nodes; -1 for a node that nobody declares. */
  readonly speaker: number
  readonly members: number[]
  readonly old: Int32Array
  readonly new: Int32Array
  readonly isMoved: boolean
}

/** How many pairs of kinds are looked at for each node before the rest is taken for not connected, which is safe. */
const patience = 50

/**
 * Connects nodes whose connection is stable although they keep no group in common: one moves from a group to another
 * while the other is in both. Such a pair shares a group in each of the four combinations of old and new, but not the
 * same one in all.
 */
export function connectMixedEdges(commit: Commit, places: Places, usability: Usability, connected: UnionFind): void {
  const kinds = kindsOf(commit, places)
  const byOld = incidence(kinds.map((kind) => kind.old))
  const byNew = incidence(kinds.map((kind) => kind.new))
  let left = patience * (commit.nodes.length + 1)
  for (const kind of kinds.filter(({ isMoved }) => isMoved)) {
    const reaches = [
      [kind.old, byOld],
      [kind.new, byNew],
      [kind.old, byNew],
      [kind.new, byOld],
    ] as const
    // A partner stands in all four; the shortest list is enough to find it.
    const [shortest] = reaches
      .map(([groups, kindsIn]) => [...groups].flatMap((group) => kindsIn.get(group) ?? []))
      .toSorted((a, b) => a.length - b.length)
    for (const partner of new Set(shortest)) {
      if (left-- <= 0) return
      const other = kinds[partner]
      if (other !== undefined && other !== kind) connectKinds(kind, other, usability, connected)
    }
  }
}

function connectKinds(a: Kind, b: Kind, usability: Usability, connected: UnionFind): void {
  // Of a node that nobody declares nothing new is believed.
  if (a.speaker === -1 || b.speaker === -1) return
  const stable = share(a.old, b.old) && share(a.new, b.new) && share(a.old, b.new) && share(a.new, b.old)
  if (!stable || !isUsable(usability, a.speaker, b.speaker)) return
  for (const member of [...a.members, ...b.members]) unite(connected, a.any, member)
}

function kindsOf({ nodes, before, after }: Commit, places: Places): readonly Kind[] {
  const kinds = new Map<string, Kind>()
  nodes.forEach((_, node) => {
    const [old, entered] = [neighbours(before.edges, node), neighbours(after.edges, node)]
    const [oldKey, newKey] = [old.join(), entered.join()]
    const key = `${oldKey} ${newKey} ${at(places.likenessOf, node)}`
    const kind = kinds.get(key) ?? {
      any: node,
      speaker: at(places.declaredAs, node),
      members: [],
      old,
      new: entered,
      isMoved: oldKey !== newKey,
    }
    kinds.set(key, kind)
    kind.members.push(node)
  })
  return [...kinds.values()]
}

/** For each group the kinds whose list names it, by their position. */
function incidence(lists: readonly Int32Array[]): ReadonlyMap<number, readonly number[]> {
  const kindsIn = new Map<number, number[]>()
  lists.forEach((groups, kind) => {
    for (const group of groups) {
      const known = kindsIn.get(group)
      if (known === undefined) kindsIn.set(group, [kind])
      else known.push(kind)
    }
  })
  return kindsIn
}
