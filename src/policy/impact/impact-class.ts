import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Place } from '../../source/place.ts'
import type { Effect } from '../reason/run.ts'
import type { Audience } from '../reason/side.ts'
import type { Example } from './example.ts'
import type { Direction } from './direction.ts'
import type { Suspect } from './suspects.ts'

/** What becomes of the requests of a class on one side. */
export interface Decided {
  readonly effect: Effect
  /** The rule that decides; absent where none ends the cycle. */
  readonly rule?: { readonly path: string; readonly place: Place }
}

/** Requests whose decision changes in the same way, by the same rules. */
export interface ImpactClass {
  readonly cycle: Cycle
  readonly direction: Direction
  readonly before: Decided
  readonly after: Decided
  /** What is set to something else, where the decision itself stays. */
  readonly sets?: { readonly property: string; readonly before: string; readonly after: string }
  readonly example: Example
  /** Whether it is known who has requests at all. */
  readonly isForAudiences: boolean
  /** Who has such requests, each with one of theirs. */
  readonly audiences: readonly { readonly name: string; readonly example: Example }[]
  /** What was changed and can make this difference. */
  readonly causes: readonly Suspect[]
}

/** What a change of a policy does to requests. */
export interface Impact {
  /** Weakening first. Empty and nothing open = proved: no request is decided differently. */
  readonly classes: readonly ImpactClass[]
  /** Differences that could neither be shown nor excluded. */
  readonly open: readonly string[]
  /** More of what is shown already: the same change of effect by other rules. */
  readonly more: readonly string[]
  /** What the result rests on. */
  readonly assumptions: readonly string[]
}

/** Whose requests are looked at. */
export interface RequestScope {
  /** Who is told of by name. */
  readonly audiences: readonly Audience[]
  /** What is known of every request that counts, for example the nodes that it can come through. */
  readonly within?: Audience
}
