import type { Clock } from '../ports.ts'

/** What {@link elapsed} asks. */
export type ElapsedClock = Pick<Clock, 'now' | 'elapsed'>

/** Milliseconds to tell from those of another call how long something takes, however the clock of the host is set meanwhile. */
export function elapsed(clock: ElapsedClock): number {
  return clock.elapsed?.() ?? clock.now()
}
