import { distribute } from './distribution.ts'
import { reachable } from './link.ts'
import { logAudit } from './logs/audit.ts'
import { logRejection } from './logs/coordinator.ts'
import { mergeStorages } from './merge.ts'
import { pathMatrix, unreachableNodes } from './path-matrix.ts'
import { reload } from './session.ts'
import { clockOf, type ClusterState, type NodeState, type Session } from './state.ts'
import type { Storage } from './storage.ts'
import { WIRE } from './wire-names.ts'

/** What came of a save: stored and on its way, or why not. */
export type SaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'conflict'; readonly text: string }
  | { readonly kind: 'rejected'; readonly text: string }

/** Makes a session's changes effective: on this node now, on the others as they are reached. */
export function commit(state: ClusterState, node: NodeState, session: Session): SaveOutcome {
  if (session.workspace === session.base) return { kind: 'saved' }
  const wanted = overlapped(state, node, session)
  if (wanted === undefined) return { kind: 'conflict', text: 'the storage was changed by another session' }
  const outcome = save(state, node, wanted)
  if (outcome.kind !== 'saved') return outcome
  for (const entry of session.pending) logAudit(node, session.account.name, entry, state.now)
  reload(session, node.storage)
  return outcome
}

/** Stores a new storage on a node and sends it out, if the coordinator finds nothing wrong with it. */
export function save(
  state: ClusterState,
  node: NodeState,
  wanted: Storage,
  matrixCheck: 'checked' | 'unchecked' = 'checked',
): SaveOutcome {
  const reason = matrixCheck === 'checked' ? objection(state, node, wanted) : undefined
  if (reason !== undefined) return { kind: 'rejected', text: logRejection(node, reason, state.now) }
  const replaced = node.storage
  const storage: Storage = {
    ...wanted,
    id: ++state.storages,
    base: replaced.id,
    timestamp: clockOf(node, state.now),
    savedBy: node.uuid,
  }
  state.lineage.set(storage.id, replaced.id)
  node.storage = storage
  distribute(state, node, storage, replaced)
  return { kind: 'saved' }
}

/** Why the coordinator would refuse new settings, if it would. */
function objection(state: ClusterState, node: NodeState, wanted: Storage): string | undefined {
  const { profile, switches } = state
  if (profile.roles.networkGroups !== undefined && unreachableNodes(pathMatrix(profile, wanted)).length > 0)
    return WIRE.invalidMatrix
  if (switches.saveWithUnreachable === 'accept') return undefined
  const near = reachable(state, node)
  const missing = [...wanted.nodes.keys()].find((uuid) => state.nodes.has(uuid) && !near.has(uuid))
  return missing === undefined ? undefined : `node ${missing} cannot be reached`
}

/** What a session wants stored, given what others have saved since it took its copy; undefined = refused. */
function overlapped(state: ClusterState, node: NodeState, session: Session): Storage | undefined {
  if (node.storage === session.base) return session.workspace
  switch (state.switches.overlap) {
    case 'last wins':
      return session.workspace
    case 'conflict':
      return undefined
    case 'merge':
      return mergeStorages(session.base, session.workspace, node.storage)
  }
}
