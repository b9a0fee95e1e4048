import type { ClusterName } from '../../model/names.ts'
import { Ended } from '../ending/ended.ts'
import { holdOn, remedyOf, type AskingRun } from './hold.ts'
import type { Lease } from './lease.ts'
import type { Clock, StateStore } from '../ports.ts'

/** Asked before every effect: throws {@link Ended} when a person holds the cluster or the lease is not ours any more. */
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
      by: 'its lease has ended: somebody broke or took it, or it expired because this host slept or its clock was set',
      remedy: `"pader lock show --cluster ${cluster}" says who is at work, if anybody is; run again when nobody is`,
    })
  }
}
