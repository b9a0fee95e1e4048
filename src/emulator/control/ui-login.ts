import { attachedElsewhere, attachmentRefusal } from '../attachment.ts'
import type { ControlOutcome } from './outcome.ts'
import { logAudit } from '../logs/audit.ts'
import { openSession } from '../session.ts'
import type { ClusterState, NodeState } from '../state.ts'

/** An administrator logs on at the UI of a node, which attaches it; without an account of that name, one is assumed. */
export function uiLogin(state: ClusterState, node: NodeState, user: string): ControlOutcome {
  const holder = attachedElsewhere(state, node)
  if (holder !== undefined) return { kind: 'refused', text: attachmentRefusal(state, node, holder) }
  const account = state.accounts.find(({ name }) => name === user) ?? { name: user, password: '' }
  openSession(state, node, account, 'ui')
  logAudit(node, user, { action: 'USER_LOGIN' }, state.now)
  return { kind: 'done' }
}
