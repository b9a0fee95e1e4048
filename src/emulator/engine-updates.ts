import { reachable } from './link.ts'
import { roleFlag, roleNumber, roleText } from './roles.ts'
import type { ClusterState, NodeState } from './state.ts'

/** Puts a node's next check for new engines into the queue. */
export function scheduleEngines(state: ClusterState, node: NodeState): void {
  const { profile, switches } = state
  const minutes = roleNumber(profile, node.storage, node.uuid, 'updateInterval', switches.updateInterval)
  node.checkAt = state.now + Math.max(1, minutes) * 60_000
  state.queue.add(node.checkAt, { kind: 'check engines', node: node.uuid })
}

/**
 * The interval check: without the internet a node does nothing; otherwise it asks its update group for versions,
 * fetches what is new and pushes it to those that need it. Nothing is kept for nodes that are away.
 */
export function checkEngines(state: ClusterState, uuid: string): void {
  const node = state.nodes.get(uuid)
  if (node === undefined) return
  scheduleEngines(state, node)
  if (node.up && flag(state, node, 'updatesAutomatic')) updateEngines(state, node)
}

/** Fetches and hands out new engines at once, as the interval check does and as an administrator can ask for. */
export function updateEngines(state: ClusterState, node: NodeState): void {
  if (!flag(state, node, 'updatesFromInternet')) return
  const release = Math.floor(state.now / (state.switches.updateRelease * 60_000))
  const reached = flag(state, node, 'updatesToNodes') ? groupOf(state, node) : [node]
  for (const peer of reached) peer.engines = Math.max(peer.engines, release)
}

/** The node and those of its update group that answer a poll. */
function groupOf(state: ClusterState, node: NodeState): readonly NodeState[] {
  const group = roleText(state.profile, node.storage, node.uuid, 'updateGroup')
  if (group === undefined) return [node]
  const near = reachable(state, node)
  const peers = [...near].flatMap((uuid) => {
    const peer = state.nodes.get(uuid)
    if (peer === undefined || peer === node) return []
    const same = roleText(state.profile, peer.storage, uuid, 'updateGroup') === group
    return same && flag(state, peer, 'updatesFromNodes') ? [peer] : []
  })
  return [node, ...peers]
}

function flag(
  { profile }: ClusterState,
  node: NodeState,
  name: 'updatesAutomatic' | 'updatesFromInternet' | 'updatesFromNodes' | 'updatesToNodes',
): boolean {
  return roleFlag(profile, node.storage, node.uuid, name, true)
}
