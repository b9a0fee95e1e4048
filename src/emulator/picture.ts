import { alertsOf } from './alerts.ts'
import { networkGroups } from './roles.ts'
import { storageTime } from './logs/time-text.ts'
import { clockOf, type ClusterState, type NodeState } from './state.ts'

/** The cluster as someone sees it who can look into every node at once. */
export interface ClusterPicture {
  /** Virtual time as an ISO instant. */
  readonly now: string
  readonly nodes: readonly NodePicture[]
  /** Pairs of UUIDs between which no packet passes. */
  readonly cuts: readonly string[]
}

/** One node of the picture. */
export interface NodePicture {
  readonly uuid: string
  readonly title: string
  readonly hostname: string
  readonly version: string
  readonly build: string
  readonly up: boolean
  /** Node's own clock as an ISO instant. */
  readonly clock: string
  /** Number of the storage it holds; equal numbers mean equal storages. */
  readonly storage: number
  /** As the UI shows it. */
  readonly storageTimestamp: string
  /** How many nodes that storage makes members. */
  readonly members: number
  /** Its network groups as it stores them itself. */
  readonly networkGroups: readonly string[]
  readonly engines: number
  readonly alerts: readonly string[]
  /** Who is logged on, and whether with unsaved changes. */
  readonly sessions: readonly { readonly user: string; readonly kind: string; readonly unsaved: number }[]
}

/** Draws the picture of a cluster at this moment. */
export function picture(state: ClusterState): ClusterPicture {
  return {
    now: new Date(state.now).toISOString(),
    nodes: [...state.nodes.values()].map((node) => pictureOf(state, node)),
    cuts: [...state.cuts].sort(),
  }
}

function pictureOf(state: ClusterState, node: NodeState): NodePicture {
  const { uuid, hostname, version, build, up, storage, engines } = node
  return {
    uuid,
    title: storage.nodes.get(uuid)?.title ?? hostname,
    hostname,
    version,
    build,
    up,
    clock: new Date(clockOf(node, state.now)).toISOString(),
    storage: storage.id,
    storageTimestamp: storageTime(storage.timestamp),
    members: storage.nodes.size,
    networkGroups: networkGroups(state.profile, storage, uuid),
    engines,
    alerts: alertsOf(node),
    sessions: [...node.sessions.values()].map(({ account, kind, pending }) => ({
      user: account.name,
      kind,
      unsaved: pending.length,
    })),
  }
}
