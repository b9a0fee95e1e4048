import type { Verdict } from '../plan/verdict.ts'

/** A commit or steps by hand, and whether that is safe; or several of them that do the same for one node after another. */
export interface PhaseView {
  /** For example `2`, or `2 to 13` for several. */
  readonly ordinal: string
  readonly title: string
  readonly tone: Verdict['tone']
  /** For example `proved`. */
  readonly verdict: string
  readonly because: string
}

/** A phase in words, with the kinds of its steps where they are by hand; undefined for a commit. */
export interface ToldPhase extends PhaseView {
  readonly doing: string | undefined
}
