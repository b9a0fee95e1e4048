import type { ClusterName } from '../../model/names.ts'
import { Ended } from '../ending/ended.ts'
import { holdOn, remedyOf, type AskingRun } from './hold.ts'
import type { Lease } from './lease.ts'
import type { Clock, StateStore } from '../ports.ts'

/** Asked before every effect: throws {@link Ended} when a person holds the cluster or somebody else took the lease. */
export type Permit = () => Promise<void>

/** The permit of a run: nobody holds the cluster, and the lease is still ours. */
export function permitFor(
  { store, clock }: { readonly store: StateStore; readonly clock: Clock },
  cluster: ClusterName,
  lease: Lease,
  run: AskingRun,
): Permit {
  return async () => {
    const hold = await holdOn(store, cluster, clock.now(), run)
    if (hold !== undefined) {
      throw new Ended({ kind: 'held', by: hold.by, why: hold.why, remedy: remedyOf(hold) })
    }
    if (await lease.holds()) return
    throw new Ended({
      kind: 'locked',
      by: 'another run, which took the lease of this one',
      remedy: `see who it is with "pader lock show --cluster ${cluster}", and run again when it has ended`,
    })
  }
}
