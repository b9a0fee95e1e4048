/** The watch of one cluster as the status page, `/status.json` and the metrics show it. Instants are ISO texts. */
export interface ClusterStatus {
  readonly cluster: string
  readonly mode: 'observe' | 'propose' | 'enforce'
  /** Full id of the commit that the cluster is to follow; absent where files are followed, or before the first fetch. */
  readonly commit?: string
  readonly busy: boolean
  /** Who watches the cluster while this process stands by. */
  readonly standby?: string
  /** Who watches it, this process or another, and since when; absent while nobody knows. */
  readonly watched?: { readonly by: string; readonly since?: string }
  /** How the last pass ended; absent before the first one did. */
  readonly last?: PassStatus
  /** When the next pass is due, while none runs. */
  readonly nextLook?: string
  /** Why the branch could not be read or is not believed, since the last time that it was. */
  readonly source?: string
  /** Sorted by location and name; empty before the repository was read for the first time. */
  readonly nodes: readonly NodeStatus[]
  /** What the last look found to be done; absent before the first look. */
  readonly plan?: PlanStatus
  /** Changes past the repository that it accepts, each until the end of a day (YYYY-MM-DD). */
  readonly leases?: readonly { readonly ticket: string; readonly owner: string; readonly expires: string }[]
  /** Who holds the cluster, and why, where somebody does. */
  readonly hold?: string
  /** Who is changing the cluster at the moment, where somebody is. */
  readonly lock?: string
  /** The newest runs that the journal knows, newest first. */
  readonly history: readonly RunStatus[]
}

/** How a pass ended. */
export interface PassStatus {
  readonly kind: string
  readonly words: string
  readonly at: string
}

/** One node as the last look and the last question to it found it. */
export interface NodeStatus {
  readonly name: string
  readonly location: string
  readonly groups: readonly string[]
  readonly isTransit: boolean
  /** Nodes behind it, where it is a transit node. */
  readonly load?: number
  /** Whether it showed what was committed last: `silent` was asked and could not tell, `not asked` says nothing against it. */
  readonly holds: 'yes' | 'no' | 'silent' | 'not asked'
  /** Ticket of a node that is declared out of service: nobody expects it to show anything. */
  readonly outOfService?: string
  /** Why it is not known whether it holds what was committed. */
  readonly why?: string
  /** When it was last shown to hold what was committed. */
  readonly confirmedAt?: string
  /** Settings and files of it that are not as the repository says. */
  readonly drift: number
}

/** A plan as somebody who looks on needs it. */
export interface PlanStatus {
  readonly at: string
  readonly summary: string
  readonly operations: {
    readonly create: number
    readonly update: number
    readonly delete: number
    readonly manual: number
  }
  readonly phases: readonly PhaseStatus[]
  /** Differences that the plan leaves as they are, and why. */
  readonly blocked: readonly string[]
}

/** A phase of a plan: what it changes, and whether that is safe. */
export interface PhaseStatus {
  readonly title: string
  readonly tone: 'good' | 'warning' | 'error'
  readonly verdict: string
  readonly changes: readonly string[]
}

/** A run as the journal tells it. */
export interface RunStatus {
  readonly at: string
  readonly by: string
  readonly command: string
  readonly commit?: string
  readonly commits: number
  /** Absent while it runs, and after it was killed. */
  readonly outcome?: string
}

/** The status of a watch that has not looked yet. */
export function unseen(cluster: string, mode: ClusterStatus['mode']): ClusterStatus {
  return { cluster, mode, busy: false, nodes: [], history: [] }
}

/** Whether every cluster was looked at and the last look did not fail, or another process sees to it. */
export function isReady(statuses: readonly ClusterStatus[]): boolean {
  return (
    statuses.length > 0 &&
    statuses.every(({ last, standby }) => standby !== undefined || (last !== undefined && last.kind !== 'failed'))
  )
}
