import { gives } from './conflict.ts'
import { linkFailure } from './link.ts'
import { logRequestFailure } from './logs/coordinator.ts'
import { pathMatrix, pathTo, routes } from './path-matrix.ts'
import { roleNumber } from './roles.ts'
import { shuffled } from './shuffle.ts'
import { clockOf, pair, type ClusterState, type NodeState, type SaveMessage } from './state.ts'
import type { Storage } from './storage.ts'
import { WIRE } from './wire-names.ts'

/** Sends a save from the node that made it to all other members, one message each, hop by hop. */
export function distribute(state: ClusterState, sender: NodeState, storage: Storage, replaced: Storage): void {
  const { profile, switches, queue } = state
  const matrix = pathMatrix(profile, switches.routeBy === 'new' ? storage : replaced)
  const before = routes(matrix, sender.uuid, switches.ties, new Set())
  const ways = [...storage.nodes.keys()]
    .filter((uuid) => uuid !== sender.uuid)
    .map((target) => ({ target, path: pathTo(before, sender.uuid, target) }))
  state.saves += 1
  let at = state.now
  for (const { target, path } of inOrder(state, ways)) {
    if (path === undefined) continue
    at += switches.sendGap
    const message: SaveMessage = { storage, sender: sender.uuid, target, avoid: new Set() }
    queue.add(at + hopTime(state, path[0]), { kind: 'hop', message, from: sender.uuid, path })
  }
}

/** A message arrives at the first node of its path, or fails to. */
export function hop(state: ClusterState, message: SaveMessage, fromUuid: string, path: readonly string[]): void {
  const [next, ...rest] = path
  const from = state.nodes.get(fromUuid)
  const to = next === undefined ? undefined : state.nodes.get(next)
  if (from === undefined || to === undefined || next === undefined) return
  // A relay that went down takes what it carried with it; the neighbours' comparison heals that.
  if (!from.up) return
  const failure = linkFailure(state, from, to)
  if (failure !== undefined) {
    logRequestFailure(from, to, WIRE.messages.subscription, failure, state.now)
    goAround(state, message, from, next)
    return
  }
  if (rest.length > 0) {
    state.queue.add(state.now + hopTime(state, rest[0]), { kind: 'hop', message, from: next, path: rest })
    return
  }
  const sender = state.nodes.get(message.sender)
  if (sender !== undefined) offer(state, sender, to, message.storage)
}

/** Offers a storage to a node, which takes it unless its clock, the conflict rule or its deafness says no. */
export function offer(state: ClusterState, by: NodeState, to: NodeState, storage: Storage): boolean {
  if (to.deaf || !storage.nodes.has(to.uuid)) return false
  if (!gives(state, to, storage, by)) return false
  if (!clocksAgree(state, by, to)) {
    logRequestFailure(by, to, WIRE.messages.subscription, { kind: 'time' }, state.now)
    return false
  }
  to.storage = storage
  return true
}

/** Whether two clocks differ by no more than the receiving node allows. */
export function clocksAgree({ profile, switches, now }: ClusterState, left: NodeState, right: NodeState): boolean {
  const allowed = roleNumber(profile, right.storage, right.uuid, 'allowedDifference', switches.clockTolerance)
  return Math.abs(clockOf(left, now) - clockOf(right, now)) <= allowed * 1000
}

function goAround(state: ClusterState, message: SaveMessage, from: NodeState, failed: string): void {
  const { profile, switches, queue } = state
  if (switches.reroute === 'no') return
  const avoid = new Set(message.avoid).add(pair(from.uuid, failed))
  const before = routes(pathMatrix(profile, from.storage), from.uuid, switches.ties, avoid)
  const path = pathTo(before, from.uuid, message.target)
  if (path === undefined) return
  const again = { ...message, avoid }
  queue.add(state.now + hopTime(state, path[0]), { kind: 'hop', message: again, from: from.uuid, path })
}

function hopTime(state: ClusterState, to: string | undefined): number {
  const slow = to === undefined ? 0 : (state.nodes.get(to)?.slow ?? 0)
  return state.switches.hopTime + slow
}

type Way = { readonly target: string; readonly path: readonly string[] | undefined }

function inOrder(state: ClusterState, ways: readonly Way[]): readonly Way[] {
  const length = ({ path }: Way): number => path?.length ?? 0
  const byName = ways.toSorted((a, b) => (a.target < b.target ? -1 : 1))
  switch (state.switches.order) {
    case 'uuid':
      return byName
    case 'near':
      return byName.toSorted((a, b) => length(a) - length(b))
    case 'far':
      return byName.toSorted((a, b) => length(b) - length(a))
    case 'shuffle':
      return shuffled(byName, `${state.secret}/save/${state.saves}`)
  }
}
