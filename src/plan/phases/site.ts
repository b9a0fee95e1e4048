import type { Cluster } from '../../model/fleet.ts'
import type { MembershipChange } from '../membership.ts'
import type { Standings } from '../preconditions.ts'
import type { ProofContext } from '../prove/prove-commit.ts'

/** All that the phases of groups and membership are made from. */
export interface Site {
  readonly cluster: Cluster
  readonly membership: MembershipChange
  readonly standings: Standings
  readonly context: ProofContext
}
