import { offer } from './distribution.ts'
import { gives } from './conflict.ts'
import { linkFailure } from './link.ts'
import type { ClusterState, NodeState } from './state.ts'

/** Neighbours compare their storages; the one that wins is taken over. Heals what distribution could not reach. */
export function catchUp(state: ClusterState): void {
  const nodes = [...state.nodes.values()].filter(({ up }) => up)
  for (const left of nodes) {
    for (const right of nodes) {
      if (left === right || left.storage === right.storage || !areMembers(left, right)) continue
      if (!gives(state, right, left.storage, left)) continue
      if (linkFailure(state, left, right) === undefined) offer(state, left, right, left.storage)
    }
  }
}

/** Whether every member that is up holds the storage of the others, so that there is nothing to compare. */
export function inSync(state: ClusterState): boolean {
  let seen: number | undefined
  for (const { up, storage } of state.nodes.values()) {
    if (!up || storage.nodes.size < 2) continue
    if (seen !== undefined && storage.id !== seen) return false
    seen = storage.id
  }
  return true
}

function areMembers(left: NodeState, right: NodeState): boolean {
  return left.storage.nodes.has(right.uuid) && right.storage.nodes.has(left.uuid)
}
