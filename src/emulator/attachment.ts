import { reachable } from './link.ts'
import { expireSessions } from './session.ts'
import type { ClusterState, NodeState } from './state.ts'

/**
 * The node that is attached to the cluster, as far as this node can tell: the lock needs connectivity, so in a
 * partition each side has its own.
 */
export function attachedElsewhere(state: ClusterState, node: NodeState): NodeState | undefined {
  const holders: NodeState[] = []
  for (const other of state.nodes.values()) {
    if (other === node) continue
    expireSessions(state, other)
    if (other.up && holdsAttachment(state, other)) holders.push(other)
  }
  if (holders.length === 0) return undefined
  const near = reachable(state, node)
  return holders.find(({ uuid }) => near.has(uuid))
}

/**
 * What an administrator is told who logs on at another node than the attached one: a report of every node, and where to
 * log on instead.
 */
export function attachmentRefusal(state: ClusterState, node: NodeState, holder: NodeState): string {
  const reports = [...reachable(state, node)].flatMap((uuid) => [
    `Node "${uuid}" reports STATUS_ERROR_GUI_ATTACH:`,
    `could not attach tomcat to node ${node.uuid} because there is already a tomcat attached at node ${holder.uuid}`,
  ])
  return [
    'Another tomcat is already attached to this cluster',
    'Please log on to that one.',
    'Overall Status "STATUS_ERROR":generic error',
    ...reports,
    `Please try to reattach to: https://${holder.hostname}`,
  ].join('\n')
}

function holdsAttachment({ switches }: ClusterState, node: NodeState): boolean {
  for (const { kind } of node.sessions.values()) if (kind !== 'basic' || switches.basicAttaches === 'yes') return true
  return false
}
