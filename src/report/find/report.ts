import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Answer } from '../../policy/find/question.ts'
import { letThrough } from '../../policy/reason/run.ts'
import type { SideName } from '../../policy/reason/side.ts'
import type { Place, Span } from '../../source/place.ts'

/** A question about the requests of a policy, and its answer. */
export interface FindReport {
  /** The policy, as it was named. */
  readonly policy: string
  readonly cycle: Cycle
  /** Where it was asked, first place first. */
  readonly places: readonly AskedPlace[]
  /** What was said of the requests, as it was written. */
  readonly said: readonly string[]
  readonly answer: Answer
  /** What the question itself assumes. */
  readonly assumptions: readonly string[]
  readonly locate: (place: Place) => Span
}

/** A region, or everywhere where none is named, and what was asked for there. */
export interface AskedPlace {
  readonly side: SideName
  readonly region?: string
  readonly action?: string
}

/** What becomes of a request, as a verb. */
export function verbOf(action: string | undefined): string {
  if (action === undefined) return 'decided'
  if (action === letThrough) return 'allowed'
  return action === 'Block' ? 'blocked' : `answered with ${action}`
}
