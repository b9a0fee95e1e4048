import type { EventQueue } from './event-queue.ts'
import type { FaultBook } from './faults.ts'
import type { AuditEntry } from './logs/audit-entry.ts'
import type { Account, EmulatorProfile } from './profile.ts'
import type { Storage } from './storage.ts'
import type { Switches } from './switches.ts'

/** Everything that an emulated cluster is at one moment. Changed in place; storages inside it never change. */
export interface ClusterState {
  readonly profile: EmulatorProfile
  readonly switches: Switches
  readonly secret: string
  readonly accounts: readonly Account[]
  /** Every appliance there is, members and not, by UUID. */
  readonly nodes: Map<string, NodeState>
  /** Pairs of UUIDs, sorted and joined by a blank, between which no packet passes. */
  readonly cuts: Set<string>
  readonly queue: EventQueue<ClusterEvent>
  readonly faults: FaultBook
  /** Storage → the one that it was saved on top of. */
  readonly lineage: Map<number, number | undefined>
  /** Virtual time, in milliseconds since the epoch; never goes back. */
  now: number
  storages: number
  sessions: number
  /** Highest number that a session gave to an object, saved or not. */
  numbers: number
  /** Who reaches whom, remembered for as long as nothing that matters changes. */
  reach: { readonly key: string; readonly from: Map<string, ReadonlySet<string>> }
  /** How many saves were distributed; seeds the shuffled orders. */
  saves: number
}

/** An appliance: what it stores, and what only it knows. */
export interface NodeState {
  readonly uuid: string
  readonly hostname: string
  version: string
  build: string
  ca: string
  /** Milliseconds by which its clock is ahead. */
  skew: number
  up: boolean
  /** Milliseconds that every message to it and every answer of it takes longer. */
  slow: number
  /** Takes no storage from others: the fault of a node that silently stays behind. */
  deaf: boolean
  storage: Storage
  readonly sessions: Map<string, Session>
  readonly coordinatorLog: string[]
  readonly auditLog: string[]
  /** Dashboard alerts by text, with the moment since which they stand. */
  readonly alerts: Map<string, number>
  /** Troubleshooting files, by name. */
  readonly files: Map<string, string>
  readonly deletedLogs: Set<string>
  /** Release number of the engines that it runs. */
  engines: number
  /** When its next check for engines is due. */
  checkAt: number
  /** Highest counter of runtime data that it has seen from each node. */
  readonly sharedData: Map<string, number>
  licence: string
  actions: string[]
}

/** A log-on at one node: its own copy of the storage, and what it has changed in it. */
export interface Session {
  readonly id: string
  readonly account: Account
  /** Made by a call with credentials and no login, or by an administrator at the UI. */
  readonly kind: 'login' | 'basic' | 'ui'
  lastUsed: number
  /** The storage that the copy was taken from. */
  base: Storage
  /** The copy with the changes; the same object as the base while there are none. */
  workspace: Storage
  pending: AuditEntry[]
}

/** What is due at some moment. */
export type ClusterEvent =
  | { readonly kind: 'hop'; readonly message: SaveMessage; readonly from: string; readonly path: readonly string[] }
  | { readonly kind: 'catch up' }
  | { readonly kind: 'share data' }
  | { readonly kind: 'check engines'; readonly node: string }

/** A storage on its way from the node that saved it to one other node. */
export interface SaveMessage {
  readonly storage: Storage
  readonly sender: string
  readonly target: string
  /** Pairs over which it could not go. */
  readonly avoid: ReadonlySet<string>
}

/** The key of a pair of nodes, whatever their order. */
export function pair(left: string, right: string): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}

/** A node's clock at a moment. */
export function clockOf(node: NodeState, now: number): number {
  return now + node.skew
}
