import type { ClusterName } from '../../model/names.ts'
import type { Lease, LeaseHolder, Leases } from '../locks/lease.ts'
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

/** Whoever waits for a seat hears at every look why there is none yet. */
export interface SeatEars {
  /** Who watches the cluster: another, or the candidate itself, which once could not give its seat back. */
  readonly standsBy: (holder: LeaseHolder) => void
  /** The state directory cannot be read or written. */
  readonly cannotTake: (error: unknown) => void
}

/**
 * Waits until nobody else watches the cluster, and until seats can be taken; undefined when asked to stop meanwhile. Only a
 * watch that has the seat reads the branch or makes a pass.
 */
export async function takeSeat(
  { cluster, by }: Candidate,
  { leases, clock }: SeatPorts,
  stop: AbortSignal,
  { standsBy, cannotTake }: SeatEars,
): Promise<Lease | undefined> {
  while (!stop.aborted) {
    try {
      const taken = await leases.acquire(cluster, by, 'watch')
      if (taken.kind === 'ours') return taken.lease
      standsBy(taken.holder)
    } catch (error) {
      cannotTake(error)
    }
    await clock.sleep(LOOK, stop)
  }
  return undefined
}

/**
 * Shows again and again that the seat is in use, until it is lost or `stop` fires. A seat that cannot be seen counts as
 * lost: a watch that stands by for nothing is better than two that work against each other.
 */
export async function keepSeat(seat: Lease, clock: Clock, stop: AbortSignal): Promise<SeatEnd> {
  while (!stop.aborted) {
    try {
      if (!(await seat.holds())) return { kind: 'lost' }
    } catch (error) {
      return { kind: 'not seen', error }
    }
    await clock.sleep(LOOK, stop)
  }
  return { kind: 'left' }
}

/** How a seat ended: given up, taken by another, or out of sight. */
export type SeatEnd =
  { readonly kind: 'left' } | { readonly kind: 'lost' } | { readonly kind: 'not seen'; readonly error: unknown }
