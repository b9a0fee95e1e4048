import type { Dialect } from '../../dialect/dialect.ts'
import type { Target } from '../../dialect/permission.ts'
import type { ChangeTimes } from '../../model/change-window.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { NodeName } from '../../model/names.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import type { Plan } from '../plan.ts'

/** An objection that a plan makes to itself, with all there is to know about it. Adding one is its file and a line in index.ts. */
export interface Guard {
  /** For example `GUARD-MASS-CHANGE`; the file is named after it. */
  readonly code: string
  /** What holds when the guard has nothing to say. */
  readonly title: string
  /** Why it matters. */
  readonly why: string
  /** What to do when it objects. */
  readonly help: string
  /** The flag that overrides it; absent where nothing may. */
  readonly override?: `--${string}`
  /** Says what is dangerous about the plan, one message for each reason. */
  readonly objections: (plan: Plan, context: GuardContext) => Iterable<string>
}

/** What guards know besides the plan. */
export interface GuardContext extends ChangeTimes {
  readonly cluster: Cluster
  readonly observed: ObservedCluster
  readonly dialect: Dialect
  readonly target: Target
  /** When the plan is about to be carried out, as an ISO instant. */
  readonly now: string
  /** When the plan was made, where it was stored and is carried out later. */
  readonly plannedAt?: string
  readonly limits: Limits
  /** Nodes that answered and hold something older than the last commit. */
  readonly behind: readonly NodeName[]
  /** Ids of the manual steps that people confirmed; they are not in the plan any more. */
  readonly confirmed: ReadonlySet<string>
  /** Objects that somebody else changed since Pader last applied. */
  readonly foreignChanges: readonly string[]
  /** The signatures that are demanded and that there are; absent where none are demanded. */
  readonly approvals?: Approvals
}

/** Signatures on a plan. */
export interface Approvals {
  /** How many different people have to sign. */
  readonly wanted: number
  /** Those whose signatures count. */
  readonly by: readonly string[]
  /** Why other signatures that were there do not. */
  readonly doubts: readonly string[]
}

/** How much may change at once before a person is asked; shares are between 0 and 1. */
export interface Limits {
  /** Share of the nodes of a cluster or a location that one plan may change … */
  readonly changedNodes: number
  /** … and the number below which nobody counts. */
  readonly fewNodes: number
  readonly removedNodes: number
  readonly removedEntries: number
  readonly fewEntries: number
  /** Share of the cluster's lists that one plan may touch, and the number below which nobody counts. */
  readonly changedLists: number
  readonly fewLists: number
  /** Seconds that a node's clock may differ. */
  readonly skewSeconds: number
  /** Hours for which a stored plan is good. */
  readonly planHours: number
}

/** Limits that hold unless the host file says otherwise. */
export const usualLimits: Limits = {
  changedNodes: 0.5,
  fewNodes: 10,
  removedNodes: 0.2,
  removedEntries: 0.3,
  fewEntries: 10,
  changedLists: 0.5,
  fewLists: 5,
  skewSeconds: 30,
  planHours: 24,
}
