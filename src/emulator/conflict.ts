import { roleNumber } from './roles.ts'
import type { ClusterState, NodeState } from './state.ts'
import type { Storage } from './storage.ts'

/** Whether a node gives up the storage it holds for one that another node offers. */
export function gives(state: ClusterState, node: NodeState, offered: Storage, offeredBy: NodeState): boolean {
  const held = node.storage
  if (held.id === offered.id) return false
  // A save on top of what the node holds is no conflict, whoever made it.
  if (offered.base === held.id) return true
  if (state.switches.conflictWhen === 'diverged') {
    if (descends(state, offered.id, held.id)) return true
    if (descends(state, held.id, offered.id)) return false
  }
  return beats(state, { storage: offered, holder: offeredBy }, { storage: held, holder: node })
}

/** Whether a storage was saved, directly or not, on top of another. */
function descends({ lineage }: ClusterState, later: number, earlier: number): boolean {
  let at: number | undefined = later
  // A storage is older than those on top of it and has a smaller number.
  while (at !== undefined && at > earlier) at = lineage.get(at)
  return at === earlier
}

interface Side {
  readonly storage: Storage
  readonly holder: NodeState
}

/** The conflict rule: lower priority value wins, then the newer timestamp. */
function beats(state: ClusterState, challenger: Side, defender: Side): boolean {
  const [left, right] = [priorityOf(state, challenger), priorityOf(state, defender)]
  if (left !== right) return left < right
  const [a, b] = [challenger.storage, defender.storage]
  return a.timestamp === b.timestamp ? a.id > b.id : a.timestamp > b.timestamp
}

function priorityOf({ profile, switches }: ClusterState, { storage, holder }: Side): number {
  const uuid = switches.priorityOf === 'saver' ? storage.savedBy : holder.uuid
  return roleNumber(profile, storage, uuid, 'priority', switches.priorityDefault)
}
