import type { Place } from '../source/place.ts'

/** What a waiver names in place of a rule when it accepts that a change lets requests get further than before. */
export const weakeningCode = 'weakening'

/** A finding that somebody accepts for a while: one entry of `waivers.yaml`. */
export interface Waiver {
  readonly code: string
  /** Names of locations and nodes, or `cluster`; of regions, where requests get further. */
  readonly scope: readonly string[]
  readonly reason: string
  readonly owner: string
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string
  readonly place: Place
}
