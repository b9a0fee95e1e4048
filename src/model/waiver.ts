import type { Place } from '../source/place.ts'

/** A finding that somebody accepts for a while: one entry of `waivers.yaml`. */
export interface Waiver {
  readonly code: string
  /** Names of locations and nodes, or `cluster`. */
  readonly scope: readonly string[]
  readonly reason: string
  readonly owner: string
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string
  readonly place: Place
}
