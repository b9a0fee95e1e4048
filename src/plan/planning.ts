import type { Dialect } from '../dialect/dialect.ts'
import type { Target } from '../dialect/permission.ts'
import type { Canary } from '../model/canary.ts'
import type { CertificateAuthority, Cluster } from '../model/fleet.ts'
import type { NodeName } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { MarkedBefore } from './lost-mark.ts'
import type { UpgradeStrategy } from './phases/upgrade.ts'
import type { Step } from './plan.ts'

/** What a plan is made from. */
export interface Planning {
  readonly cluster: Cluster
  readonly observed: ObservedCluster
  readonly dialect: Dialect
  readonly target: Target
  /** The node through which Pader worked last; absent = the one that the repository names. */
  readonly entryNow?: NodeName
  /** Steps on lists and system files in place of those that follow from the policy of the repository. */
  readonly policySteps?: readonly Step[]
  /** The authority that the cluster had when Pader last had nothing left to do; absent = not known, and no reason to change it. */
  readonly authorityBefore?: CertificateAuthority
  /** The lists that carried the mark when Pader last had nothing left to do; absent = not known. */
  readonly markedBefore?: MarkedBefore
  /** How nodes are upgraded where the repository declares a newer version; breaking the cluster unless rolling is asked for. */
  readonly upgrade?: UpgradeStrategy
  /** Spreads settings over the locations, one after the other; absent = all in one commit. */
  readonly canary?: Canary
  /** Leaves membership as it is: nobody is asked to add or remove an appliance. */
  readonly keepMembers?: boolean
}
