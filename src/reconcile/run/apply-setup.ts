import type { PortProbe } from '../../appliance/probe-port.ts'
import type { CertificateAuthority } from '../../model/fleet.ts'
import type { ClusterName, NodeName, Uuid } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { ProxyRequest } from '../../model/canary.ts'
import type { OwnWrite } from '../../plan/own-writes.ts'
import type { Plan } from '../../plan/plan.ts'
import type { ObservationCache } from '../cache/observation-cache.ts'
import type { WritableGateways } from '../gateways.ts'
import type { Leases } from '../locks/lease.ts'
import type { Scope } from '../observe/observe.ts'
import type { WriteContext } from '../write/write-context.ts'
import type { Clock, RunId, StateStore } from '../ports.ts'
import type { Snapshot } from '../observe/snapshot.ts'

/** Everything that an apply of one cluster needs, the world included. */
export interface ApplySetup {
  readonly cluster: ClusterName
  readonly entryNode: Uuid
  readonly run: RunId
  /** Who wants it, and by which command; for the journal and the lease. */
  readonly by: string
  readonly command: string
  /** Who holds the lease for it: the same, and in which process. */
  readonly holder?: string
  /** Commit that the desired state is from. */
  readonly revision?: string
  /** The run that this one takes back, where it is a rollback of one. */
  readonly undoes?: RunId
  readonly gateways: WritableGateways
  /** The authority that the repository says the cluster has. */
  readonly authority?: CertificateAuthority
  /** Tries Central Management ports, of nodes that have to be shut away or to listen. */
  readonly probe: PortProbe
  /** Asks for a URL through the proxy of a node; says what is the matter, or nothing where it was answered. */
  readonly probeProxy: (node: NodeName, request: ProxyRequest) => Promise<string | undefined>
  readonly scope: Scope
  readonly writeContext: WriteContext
  readonly store: StateStore
  readonly leases: Leases
  readonly clock: Clock
  /**
   * What has to be done to the cluster as observed; pure, asked again before each phase. `behind` are nodes that were
   * shown to hold something older than the last commit, `written` the steps that this run has carried out so far.
   */
  plan(observed: ObservedCluster, behind: readonly NodeName[], written: readonly OwnWrite[]): Planned
  /** The plan that somebody approved, with what it was made from; without it the first plan that is made counts. */
  readonly approved?: ApprovedPlan
  /** Those whose signatures on it counted, where signatures are demanded. */
  readonly approvedBy?: readonly string[]
  /** Whether what a backup holds is what was observed; a reason where it is not. */
  checkBackup(backup: Uint8Array, observed: ObservedCluster): string | undefined
  /** What is known from earlier looks. */
  readonly cache: ObservationCache
  /** Milliseconds that nodes get to take over a commit. */
  readonly patience: number
  /** Fires when the process was asked to stop: no new phase is begun. */
  readonly stop: AbortSignal
}

/** A plan, or why there is none; with the guards that object to it. */
export type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly objections: readonly string[] }
  | { readonly kind: 'impossible'; readonly problems: readonly string[] }

/** A plan that was shown to somebody, and the digests of the snapshot that it was made from. */
export interface ApprovedPlan {
  readonly plan: Plan
  readonly base: Snapshot
  /** ISO instant of the look that the plan was made from. */
  readonly madeAt: string
}
