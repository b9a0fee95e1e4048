import type { Clock } from '../ports.ts'
import type { Lease } from './lease.ts'

/** Milliseconds after which a lease is extended while nothing is done that asks for it: a part of what it lives. */
const BEAT = 15_000

/**
 * Extends a lease while a run only looks and asks, which can take longer than a lease lives: to be called again and again.
 * Whoever has lost it meanwhile hears of that before the next effect, and not here: what was committed is still looked at.
 */
export function keepLease(lease: Lease, clock: Pick<Clock, 'now'>): () => Promise<void> {
  let last = clock.now()
  return async () => {
    if (Math.abs(clock.now() - last) < BEAT) return
    last = clock.now()
    await lease.holds().catch(() => false)
  }
}
