import type { ClusterName } from '../../model/names.ts'
import type { Lease, LeaseHolder, Leases } from '../lease.ts'
import type { Clock } from '../ports.ts'

/** Between two looks at a seat that is taken, and between two signs that ours is in use (milliseconds). */
const LOOK = 15_000

/** Who wants to watch a cluster. */
export interface Candidate {
  readonly cluster: ClusterName
  readonly by: string
}

/** What waiting for a seat and keeping it need of the world. */
export interface SeatPorts {
  readonly leases: Leases
  readonly clock: Clock
}

/**
 * Waits until nobody else watches the cluster; undefined when asked to stop meanwhile. `standsBy` hears who watches it
 * at every look. Only a watch that has the seat reads the branch or makes a pass.
 */
export async function takeSeat(
  { cluster, by }: Candidate,
  { leases, clock }: SeatPorts,
  stop: AbortSignal,
  standsBy: (holder: LeaseHolder) => void,
): Promise<Lease | undefined> {
  while (!stop.aborted) {
    const taken = await leases.acquire(cluster, by, 'watch')
    if (taken.kind === 'ours') return taken.lease
    standsBy(taken.holder)
    await clock.sleep(LOOK, stop)
  }
  return undefined
}

/**
 * Shows again and again that the seat is in use, until it is lost or `stop` fires. A seat that cannot be seen counts as
 * lost: a watch that stands by for nothing is better than two that work against each other.
 */
export async function keepSeat(seat: Lease, clock: Clock, stop: AbortSignal): Promise<'lost' | 'left'> {
  while (!stop.aborted) {
    if (!(await seat.holds().catch(() => false))) return 'lost'
    await clock.sleep(LOOK, stop)
  }
  return 'left'
}
