import type { ClusterName } from '../../model/names.ts'
import { LEASE_LIFE_MS, type Lease, type LeaseHolder, type Leases } from '../locks/lease.ts'
import type { Clock } from '../ports.ts'

/** Between two looks at a watch lease that is taken, and between two signs that ours is in use (milliseconds). */
const LOOK = 15_000

/** Who wants to watch a cluster. */
export interface Candidate {
  readonly cluster: ClusterName
  readonly by: string
}

/** What acquiring and renewing a watch lease need of the world. */
export interface WatchLeasePorts {
  readonly leases: Leases
  readonly clock: Clock
}

/** Whoever waits for a watch lease hears at every look why there is none yet. */
export interface WatchLeaseListener {
  /** Who watches the cluster: another, or the candidate itself, which once could not give its lease back. */
  readonly standsBy: (holder: LeaseHolder) => void
  /** The state directory cannot be read or written. */
  readonly cannotTake: (error: unknown) => void
}

/**
 * Says of a lease that is looked at again and again whether nobody has renewed it for longer than it lives. Its end may lie far
 * ahead all the same, where the clock of its holder was, before it was set right and the holder died.
 */
function idleBy(clock: Clock): (holder: LeaseHolder) => boolean {
  let last: { readonly token: number; readonly until: string; readonly from: number } | undefined
  return ({ token, until }) => {
    const now = clock.now()
    if (last === undefined || last.token !== token || last.until !== until || last.from > now)
      last = { token, until, from: now }
    return now - last.from > LEASE_LIFE_MS + LOOK
  }
}

/**
 * Waits until nobody else watches the cluster, and until leases can be acquired; undefined when asked to stop meanwhile. Only a
 * watch that has the lease reads the branch or makes a pass.
 */
export async function acquireWatchLease(
  { cluster, by }: Candidate,
  { leases, clock }: WatchLeasePorts,
  stop: AbortSignal,
  { standsBy, cannotTake }: WatchLeaseListener,
): Promise<Lease | undefined> {
  const isIdle = idleBy(clock)
  while (!stop.aborted) {
    try {
      const taken = await leases.acquire(cluster, by, 'watch')
      if (taken.kind === 'ours') return taken.lease
      standsBy(taken.holder)
      if (isIdle(taken.holder)) await leases.break(cluster, by, 'nobody has renewed it')
    } catch (error) {
      cannotTake(error)
    }
    await clock.sleep(LOOK, stop)
  }
  return undefined
}

/**
 * Shows again and again that the lease is in use, until it is lost or `stop` fires. A lease that cannot be seen counts as
 * lost: a watch that stands by for nothing is better than two that work against each other.
 */
export async function renewWatchLease(lease: Lease, clock: Clock, stop: AbortSignal): Promise<WatchLeaseEnd> {
  while (!stop.aborted) {
    try {
      if (!(await lease.holds())) return { kind: 'lost' }
    } catch (error) {
      return { kind: 'not seen', error }
    }
    await clock.sleep(LOOK, stop)
  }
  return { kind: 'left' }
}

/** How a watch lease ended: given up, taken by another, or out of sight. */
export type WatchLeaseEnd =
  { readonly kind: 'left' } | { readonly kind: 'lost' } | { readonly kind: 'not seen'; readonly error: unknown }
