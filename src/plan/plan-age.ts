/** What the age of a plan says of it. */
export type PlanAge = 'good' | 'too old' | 'ahead'

/** Milliseconds by which the clock of who made a plan may be ahead: no two clocks are the same, and a plan is good for hours. */
const TOLERATED = 5 * 60_000

/**
 * Whether a plan that was made at an ISO instant is good for so many hours still. One that lies ahead was made by a clock that
 * is ahead of the one here, or before this one was set back: how old it is nobody knows, and it would be good for too long.
 */
export function planAge(madeAt: string, now: string, hours: number): PlanAge {
  const age = Date.parse(now) - Date.parse(madeAt)
  if (age < -TOLERATED) return 'ahead'
  return age <= hours * 3_600_000 ? 'good' : 'too old'
}
