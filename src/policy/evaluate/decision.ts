import type { Policy } from '../../model/policy/policy.ts'
import type { Place } from '../../source/place.ts'
import type { Value } from './compare.ts'
import type { Truth } from './truth.ts'

/** What of a policy decides. */
export type Decidable = Pick<Policy, 'ruleSets' | 'lists' | 'properties'>

/** What becomes of a request in one cycle. */
export interface Verdict {
  readonly outcome: Outcome
  /** User-defined and other properties that events have set; undefined = set to something that is not known. */
  readonly properties: ReadonlyMap<string, Value | undefined>
  /** What had to be assumed of the product to get here. */
  readonly assumptions: readonly string[]
}

/** What becomes of a request, and why. */
export interface Decision extends Verdict {
  /** What was asked on the way, in order. */
  readonly trace: readonly TraceStep[]
}

/** How a cycle ends. */
export type Outcome =
  | {
      readonly kind: 'action'
      readonly action: string
      readonly settings?: string
      readonly path: string
      readonly place: Place
    }
  /** Nothing ended it, or a rule stopped the cycle: the object is let through. */
  | { readonly kind: 'let through' }
  | { readonly kind: 'undetermined'; readonly question: string; readonly path: string; readonly place: Place }

/** One rule set or rule that was asked, and what its criteria said. */
export interface TraceStep {
  readonly kind: 'rule set' | 'rule'
  readonly path: string
  readonly place: Place
  readonly truth: Truth
  /** The comparisons of the criteria one by one; none where it applies to everything. */
  readonly comparisons: readonly TracedComparison[]
}

/** One comparison of criteria as it was asked. */
export interface TracedComparison {
  readonly text: string
  /** What the property was; absent where that is not known. */
  readonly value?: Value
  readonly truth: Truth
  /** Where it is written; absent where it was not written as text. */
  readonly place?: Place
}

/** What a request is: values by the property as it is written, for example `URL.Host` or `Header.Request.Get("Via")`. */
export type Request = ReadonlyMap<string, Value>
