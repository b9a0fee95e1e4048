import { pathMatrix } from './path-matrix.ts'
import { networkGroups, roleFlag, roleNumber, roleValues } from './roles.ts'
import { pair, type ClusterState, type NodeState } from './state.ts'

/** Why a message cannot go from one node to the next. */
export type LinkFailure =
  | { readonly kind: 'no edge' }
  | { readonly kind: 'errno'; readonly number: 107 | 111 | 113 }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'version' }

/** What is in the way of a message between two nodes, if anything. */
export function linkFailure(state: ClusterState, from: NodeState, to: NodeState): LinkFailure | undefined {
  if (!isEdge(state, from, to)) return { kind: 'no edge' }
  return wireFailure(state, from, to)
}

/** What is in the way apart from the groups: the network, the listener, the certificates, the versions. */
export function wireFailure(state: ClusterState, from: NodeState, to: NodeState): LinkFailure | undefined {
  if (state.cuts.has(pair(from.uuid, to.uuid))) return { kind: 'errno', number: 113 }
  if (!from.up || !to.up || !hasListener(state, to)) return { kind: 'errno', number: 111 }
  if (from.ca !== to.ca) return { kind: 'certificate' }
  if (!versionsFit(state, from, to) || !versionsFit(state, to, from)) return { kind: 'version' }
  return undefined
}

/** Whether a node listens for the others; one whose listeners are not modelled does. */
export function hasListener({ profile }: ClusterState, node: NodeState): boolean {
  if (profile.roles.listeners === undefined) return true
  return (roleValues(profile, node.storage, node.uuid, 'listeners')?.length ?? 0) > 0
}

/** Whether the groups let two nodes talk, by the view that the emulator was told to take. */
export function isEdge({ profile, switches }: ClusterState, from: NodeState, to: NodeState): boolean {
  const sees = (viewer: NodeState): boolean =>
    pathMatrix(profile, viewer.storage).get(from.uuid)?.includes(to.uuid) ?? false
  switch (switches.edgeView) {
    case 'sender':
      return sees(from)
    case 'receiver':
      return sees(to)
    case 'both':
      return sees(from) && sees(to)
    case 'either':
      return sees(from) || sees(to)
    case 'own': {
      const groups = networkGroups(profile, to.storage, to.uuid)
      return networkGroups(profile, from.storage, from.uuid).some((group) => groups.includes(group))
    }
  }
}

function versionsFit({ profile }: ClusterState, checker: NodeState, other: NodeState): boolean {
  if (!roleFlag(profile, checker.storage, checker.uuid, 'versionCheck', false)) return true
  const level = roleNumber(profile, checker.storage, checker.uuid, 'versionCheckLevel', 1)
  const parts = (node: NodeState): readonly string[] => [...components(node.version, 5), node.build].slice(0, level)
  return parts(checker).join('.') === parts(other).join('.')
}

function components(version: string, count: number): readonly string[] {
  const parts = version.split('.')
  return Array.from({ length: count }, (_, index) => parts[index] ?? '0')
}

/** The nodes that can be reached from one, over links that work at this moment; the node itself included. */
export function reachable(state: ClusterState, from: NodeState): ReadonlySet<string> {
  const key = connectivityKey(state)
  // Timers and logins ask again and again while nothing changes.
  if (state.reach.key !== key) state.reach = { key, from: new Map() }
  const known = state.reach.from.get(from.uuid)
  if (known !== undefined) return known
  const reached = new Set([from.uuid])
  const waiting = [from]
  for (const node of waiting) {
    for (const uuid of node.storage.nodes.keys()) {
      if (reached.has(uuid)) continue
      const next = state.nodes.get(uuid)
      if (next === undefined || linkFailure(state, node, next) !== undefined) continue
      reached.add(uuid)
      waiting.push(next)
    }
  }
  state.reach.from.set(from.uuid, reached)
  return reached
}

/** Equal keys mean that the same nodes reach each other: all that a link depends on is in it. */
function connectivityKey({ nodes, cuts }: ClusterState): string {
  let key = [...cuts].join(',')
  for (const { up, ca, version, build, storage } of nodes.values())
    key += `|${storage.id} ${String(up)} ${ca} ${version} ${build}`
  return key
}
