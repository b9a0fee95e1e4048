import type { EmulatorProfile } from './profile.ts'
import { networkGroups } from './roles.ts'
import { pair } from './state.ts'
import type { Storage } from './storage.ts'

/** Which nodes a storage lets talk to each other: they share a network group. Neighbours are sorted by UUID. */
export type PathMatrix = ReadonlyMap<string, readonly string[]>

const remembered = new WeakMap<Storage['nodes'], PathMatrix>()

/** The direct ways of a storage. It goes by names and ignores who is alive. */
export function pathMatrix(profile: EmulatorProfile, storage: Storage): PathMatrix {
  const known = remembered.get(storage.nodes)
  if (known !== undefined) return known
  const members = new Map<string, string[]>()
  for (const uuid of storage.nodes.keys())
    for (const group of networkGroups(profile, storage, uuid)) {
      const others = members.get(group)
      if (others === undefined) members.set(group, [uuid])
      else others.push(uuid)
    }
  const matrix = new Map<string, readonly string[]>()
  for (const uuid of storage.nodes.keys()) {
    const neighbours = new Set(networkGroups(profile, storage, uuid).flatMap((group) => members.get(group) ?? []))
    neighbours.delete(uuid)
    matrix.set(uuid, [...neighbours].sort())
  }
  remembered.set(storage.nodes, matrix)
  return matrix
}

/** Nodes that cannot be reached from the first one, over whatever relays; empty in a valid matrix. */
export function unreachableNodes(matrix: PathMatrix): readonly string[] {
  const first = matrix.keys().next().value
  if (first === undefined) return []
  const reached = routes(matrix, first, 'uuid', new Set())
  return [...matrix.keys()].filter((uuid) => !reached.has(uuid))
}

/**
 * The shortest ways from one node to every other, as the node before each on its way.
 * Ties go to the neighbour that comes first in the given order; `avoid` holds pairs that cannot be used.
 */
export function routes(
  matrix: PathMatrix,
  from: string,
  ties: 'uuid' | 'reverse',
  avoid: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const before = new Map<string, string>([[from, from]])
  const waiting = [from]
  for (const uuid of waiting) {
    const neighbours = matrix.get(uuid) ?? []
    for (const next of ties === 'uuid' ? neighbours : neighbours.toReversed()) {
      if (before.has(next) || avoid.has(pair(uuid, next))) continue
      before.set(next, uuid)
      waiting.push(next)
    }
  }
  return before
}

/** The nodes to pass on the way, the target last; undefined if there is no way. */
export function pathTo(
  before: ReadonlyMap<string, string>,
  from: string,
  target: string,
): readonly string[] | undefined {
  const path: string[] = []
  for (let at = target; at !== from;) {
    const previous = before.get(at)
    if (previous === undefined) return undefined
    path.unshift(at)
    at = previous
  }
  return path
}
