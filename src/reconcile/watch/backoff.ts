import type { Random } from '../ports.ts'

/** How long to wait: milliseconds of the first wait, and of the longest. */
export interface Backoff {
  readonly first: number
  readonly longest: number
}

/**
 * Milliseconds to wait after so many failures in a row: anything up to a limit that doubles ("full jitter"), so that
 * watches that failed together do not come back together.
 */
export function delayAfter(failures: number, { first, longest }: Backoff, random: Random): number {
  const limit = Math.min(longest, first * 2 ** Math.min(failures - 1, 30))
  return Math.ceil(limit * random())
}

/** An interval that is up to a tenth shorter or longer, so that many watches spread out. */
export function jittered(interval: number, random: Random): number {
  return Math.round(interval * (0.9 + 0.2 * random()))
}
