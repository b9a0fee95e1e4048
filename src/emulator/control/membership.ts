import { save } from '../commit.ts'
import type { ControlOutcome } from './outcome.ts'
import { clocksAgree } from '../distribution.ts'
import { hasListener, wireFailure } from '../link.ts'
import { logAudit } from '../logs/audit.ts'
import { failureDetail, logRequestFailure } from '../logs/coordinator.ts'
import type { ClusterState, NodeState } from '../state.ts'
import { withoutKey, withValue, type Storage } from '../storage.ts'
import { WIRE } from '../wire-names.ts'

/** Adds a stand-alone node to the cluster of another; whose policy survives depends on who starts it. */
export function addNode(
  state: ClusterState,
  at: NodeState,
  added: NodeState,
  way: 'add node' | 'join',
): ControlOutcome {
  const obstacle = obstacleToAdd(state, at, added)
  if (obstacle !== undefined) return { kind: 'refused', text: `Add appliance failed: ${obstacle}` }
  const own = added.storage.nodes.get(added.uuid)
  if (own === undefined) return { kind: 'refused', text: `Add appliance failed: ${added.uuid} has no configuration` }
  const survivor = way === 'join' && state.switches.joinOverwrites === 'cluster' ? added.storage : at.storage
  const wanted: Storage = { ...survivor, nodes: withValue(at.storage.nodes, added.uuid, own) }
  const outcome = save(state, at, wanted)
  if (outcome.kind !== 'saved') return { kind: 'refused', text: outcome.text }
  added.storage = at.storage
  added.sessions.clear()
  logAudit(at, 'admin', { action: 'ADDED_APPLIANCE', name: added.hostname, id: added.uuid }, state.now)
  return { kind: 'done' }
}

/** Takes a node out of the cluster; it goes on alone. */
export function removeNode(state: ClusterState, at: NodeState, removed: NodeState): ControlOutcome {
  if (at === removed) return { kind: 'refused', text: 'a node cannot remove itself' }
  const own = at.storage.nodes.get(removed.uuid)
  if (own === undefined) return { kind: 'refused', text: `${removed.uuid} is no member` }
  const wanted: Storage = { ...at.storage, nodes: withoutKey(at.storage.nodes, removed.uuid) }
  const outcome = save(state, at, wanted, state.switches.removalCut === 'refuse' ? 'checked' : 'unchecked')
  if (outcome.kind !== 'saved') return { kind: 'refused', text: outcome.text }
  leaveAlone(state, removed)
  logAudit(at, 'admin', { action: 'DELETED_APPLIANCE', name: removed.hostname, id: removed.uuid }, state.now)
  return { kind: 'done' }
}

function leaveAlone(state: ClusterState, removed: NodeState): void {
  const kept = removed.storage
  const own = kept.nodes.get(removed.uuid)
  const nothing = { lists: new Map(), settings: new Map(), ruleSets: [], userProperties: new Map() }
  state.storages += 1
  state.lineage.set(state.storages, undefined)
  const { base: _, ...rest } = kept
  removed.storage = {
    ...rest,
    ...(state.switches.removalKeeps === 'policy' ? {} : nothing),
    id: state.storages,
    nodes: new Map(own === undefined ? [] : [[removed.uuid, own]]),
  }
  removed.sessions.clear()
}

function obstacleToAdd(state: ClusterState, at: NodeState, added: NodeState): string | undefined {
  const message = WIRE.messages.addNode
  if (at.storage.nodes.has(added.uuid)) return `${added.uuid} is a member already`
  if (!hasListener(state, at))
    return 'cannot add node because local node has no running listener available - new node would not be able to talk back to this node'
  const failure = wireFailure(state, at, added)
  if (failure !== undefined) {
    logRequestFailure(at, added, message, failure, state.now)
    return failureDetail(message, failure)
  }
  if (!clocksAgree(state, at, added)) {
    logRequestFailure(at, added, message, { kind: 'time' }, state.now)
    return "405 - 'time difference too high'"
  }
  if (at.version !== added.version || at.build !== added.build)
    return `version ${added.version}-${added.build} differs from ${at.version}-${at.build}`
  return undefined
}
