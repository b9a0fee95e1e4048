import type { Finding } from '../../doctor/finding.ts'
import type { RunStatus } from '../watch/status.ts'

/** Something that one process has at a time: who, since when as far as it is known, and until when unless extended. */
export interface Held {
  readonly by: string
  readonly since?: string
  readonly until: string
  /** Its process is not there any more, as far as that can be seen from here. */
  readonly isGone?: true
}

/** A cluster as the person on call needs it: who can be reached, what holds, what waits, what to do. Instants are ISO texts. */
export interface ClusterHealth {
  readonly cluster: string
  readonly at: string
  readonly entryNode: string
  /** Why the entry node could not be looked through; then of the nodes only their clocks are known. */
  readonly trouble?: Trouble
  /** Whether the host file allows a session at every node; without one nobody but the entry node can be confirmed. */
  readonly asksNodes: boolean
  /** Product version and build at the entry node. */
  readonly version?: string
  /** Who holds it; with commits, only these are held. */
  readonly hold?: {
    readonly by: string
    readonly why: string
    readonly until?: string
    readonly commits?: readonly string[]
    /** What goes on with it; absent where nothing does but to end it. */
    readonly remedy?: string
  }
  /** Why no run changes it whatever is wanted, and what to do about that. */
  readonly obstacle?: { readonly why: string; readonly remedy: string }
  /** Who changes it at the moment. */
  readonly lock?: Held & { readonly why: string }
  /** Whose lease to change it ran out and was not given back, where nobody holds it. */
  readonly lapsed?: Held & { readonly why: string }
  /** Who watches it. */
  readonly watch?: Held
  /** The newest run that the journal knows. */
  readonly lastRun?: RunStatus
  /** When Pader last had nothing left to do with what the cluster holds, and the commit that this followed. */
  readonly applied?: { readonly at: string; readonly commit?: string }
  /** When every node was last shown to hold one storage with nothing left to do. */
  readonly provedAt?: string
  /** Steps that wait for a person. */
  readonly waiting: readonly WaitingStep[]
  /** Nodes out of service that are not as the YAML says: they catch up when they are back. */
  readonly away: readonly AwayDifference[]
  /** Differences that a lease accepts, in words. */
  readonly leased: readonly LeasedDifference[]
  /** Leases that have ended and still stand in the repository: somebody has to decide. */
  readonly leasesEnded: readonly LeasedDifference[]
  /** How the cluster differs from the YAML; absent while it could not be read. */
  readonly differences?: {
    readonly changes: number
    readonly left: number
    readonly summary: string
    /** The first of those that are left: what it is, why, and what to do. */
    readonly firstLeft?: string
  }
  /** What could not be read of it, each with its reason; it may differ as well. Absent where everything could. */
  readonly unread?: readonly string[]
  /** Logins of Pader that were sent and never answered: a session of it may be open that only the appliance can end. */
  readonly unansweredLogins: readonly UnansweredLogin[]
  /** Sorted by location and name. */
  readonly nodes: readonly NodeHealth[]
  /** What the rules of stage `live` say. */
  readonly findings: readonly Finding[]
}

/** Why a cluster could not be looked at, and what to do about it. */
export interface Trouble {
  readonly kind: 'unreachable' | 'attached elsewhere' | 'not set up'
  readonly message: string
  readonly remedy: string
}

/** A login of which nobody knows what became. */
export interface UnansweredLogin {
  readonly node: string
  readonly user: string
  /** When it was sent. */
  readonly at: string
}

/** What a node out of service is not brought. */
export interface AwayDifference {
  readonly node: string
  /** What waits, in words. */
  readonly what: string
  readonly ticket: string
  /** Last day of the declaration, as YYYY-MM-DD. */
  readonly expires: string
}

/** A difference that is accepted for a while. */
export interface LeasedDifference {
  readonly what: string
  readonly ticket: string
  readonly owner: string
  /** Last day, as YYYY-MM-DD. */
  readonly expires: string
}

/** A step of a plan that a person carries out. */
export interface WaitingStep {
  readonly step: string
  readonly what: string
  /** When an apply first stopped for it. */
  readonly since?: string
}

/** One node as it was found. */
export interface NodeHealth {
  readonly name: string
  readonly location: string
  readonly isTransit: boolean
  /** Whether it answered one request that needs no login; undefined where the host file has no way to it. */
  readonly answers: boolean | undefined
  /** There was an answer, and it was of no use: that of another machine, or an error. */
  readonly amiss?: true
  /** `in sync`: it showed the storage of the entry node in a session of its own. */
  readonly sync: 'in sync' | 'behind' | 'not shown'
  /** Why it did not answer as it has to, or why it is not known what it holds. */
  readonly why?: string
  /** Of a node that is behind: what it holds otherwise than the entry node, in words; absent where that was not seen. */
  readonly holdsOtherwise?: readonly string[]
  /** Version and build, from a session of its own. */
  readonly version?: string
  readonly skew?: { readonly seconds: number; readonly uncertainty: number }
  /** Settings and files of it that a plan would change. */
  readonly differences: number
  /** Those that are left as found, because they could not be read or may not be changed; absent where there are none. */
  readonly left?: number
  /** Somebody else is attached there. */
  readonly attached: boolean
  /** By which ticket and until which day it is declared out of service: nobody expects anything of it. */
  readonly outOfService?: { readonly ticket: string; readonly expires: string }
}

/** How urgently a node needs somebody, 0 for not at all. */
export function needOf({ answers, sync, differences, left = 0, attached, outOfService }: NodeHealth): number {
  if (outOfService !== undefined) return attached ? 2 : 0
  if (sync === 'behind') return 4
  if (answers === false) return 3
  if (attached) return 2
  return differences + left > 0 ? 1 : 0
}
