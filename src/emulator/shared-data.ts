import { linkFailure, reachable } from './link.ts'
import { logRequestFailure } from './logs/coordinator.ts'
import { roleText } from './roles.ts'
import type { ClusterState, NodeState } from './state.ts'
import { WIRE } from './wire-names.ts'

/** Every node shares quotas, coaching and the like with the nodes of its runtime group, over whatever relays. */
export function shareData(state: ClusterState): void {
  const groups = new Map<string, NodeState[]>()
  for (const node of state.nodes.values()) {
    const group = roleText(state.profile, node.storage, node.uuid, 'runtimeGroup')
    if (group === undefined) continue
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [node])
    else members.push(node)
  }
  for (const members of groups.values()) shareWithin(state, members)
}

function shareWithin(state: ClusterState, members: readonly NodeState[]): void {
  for (const node of members) {
    if (!node.up) continue
    const near = reachable(state, node)
    let missing = 0
    for (const peer of members) {
      if (peer === node || !node.storage.nodes.has(peer.uuid)) continue
      if (near.has(peer.uuid)) peer.sharedData.set(node.uuid, state.now)
      else {
        missing += 1
        const failure = linkFailure(state, node, peer) ?? { kind: 'errno' as const, number: 107 as const }
        logRequestFailure(node, peer, WIRE.messages.sharedData, failure, state.now)
      }
    }
    const { notShared } = WIRE.alerts
    if (missing === 0) node.alerts.delete(notShared)
    else if (!node.alerts.has(notShared)) node.alerts.set(notShared, state.now)
  }
}
