import { createHash } from 'node:crypto'
import type { AuditEntry } from './logs/audit-entry.ts'
import type { Account } from './profile.ts'
import type { ClusterState, NodeState, Session } from './state.ts'
import type { Storage } from './storage.ts'

/** Sessions of one user by Basic calls alone that a node keeps; older ones are dropped. */
const keptBasicSessions = 32

/** Opens a session at a node, with its own copy of what the node stores. */
export function openSession(state: ClusterState, node: NodeState, account: Account, kind: Session['kind']): Session {
  state.sessions += 1
  const id = createHash('sha256').update(`${state.secret}/session/${state.sessions}`).digest('hex')
  const session: Session = {
    id: id.slice(0, 32).toUpperCase(),
    account,
    kind,
    lastUsed: state.now,
    base: node.storage,
    workspace: node.storage,
    pending: [],
  }
  if (kind === 'basic') dropOldest(node, account.name)
  node.sessions.set(session.id, session)
  return session
}

/** The live session of that id at a node; a session that idled too long is gone. */
export function findSession(state: ClusterState, node: NodeState, id: string): Session | undefined {
  expireSessions(state, node)
  const session = node.sessions.get(id)
  if (session === undefined) return undefined
  session.lastUsed = state.now
  const clean = session.base === session.workspace
  if (clean && state.switches.workspace === 'when clean') reload(session, node.storage)
  return session
}

/** Ends the sessions that idled too long; what they had changed is lost. */
export function expireSessions(state: ClusterState, node: NodeState): void {
  for (const session of node.sessions.values())
    if (session.kind !== 'ui' && state.now - session.lastUsed > state.switches.sessionTimeout)
      node.sessions.delete(session.id)
}

/** Throws away what a session has changed and takes a new copy. */
export function reload(session: Session, storage: Storage): void {
  session.base = storage
  session.workspace = storage
  session.pending = []
}

/** Puts a change into a session; nothing outside it sees that before a commit. */
export function change(session: Session, workspace: Storage, entry: AuditEntry): void {
  session.workspace = workspace
  session.pending.push(entry)
}

function dropOldest(node: NodeState, user: string): void {
  const own = [...node.sessions.values()].filter(({ kind, account }) => kind === 'basic' && account.name === user)
  for (const session of own.slice(0, Math.max(0, own.length - keptBasicSessions + 1))) node.sessions.delete(session.id)
}
