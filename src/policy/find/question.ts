import type { Condition } from '../../model/policy/criteria.ts'
import type { Cycle } from '../../model/policy/rule-set.ts'
import type { Effect } from '../reason/run.ts'
import type { Decided } from '../impact/impact-class.ts'
import type { Example } from '../impact/example.ts'
import type { Side, SideName } from '../reason/side.ts'

/** A policy at one place, and what may become of the requests that are asked for there; anything where nothing is said. */
export interface AskedSide {
  readonly side: Side
  readonly action?: Effect['action']
}

/** Which requests are asked for. */
export interface Question {
  readonly cycle: Cycle
  readonly before: AskedSide
  /** A second place that gets the same request. */
  readonly after?: AskedSide
  /** What holds for each of them as it comes in, in the language of criteria. */
  readonly criteria: readonly Condition[]
  /** Properties that are lists, and in which nothing is. */
  readonly empty: readonly string[]
}

/** Requests that the same rules decide. */
export interface FoundClass {
  readonly decided: Readonly<Partial<Record<SideName, Decided>>>
  readonly example: Example
  /** Whether the evaluator says that the criteria of the question hold for the example, and decides it so. */
  readonly isCertain: boolean
}

/** What was found. */
export interface Answer {
  /** One request for each way in which rules can decide as it was asked for; those that are certain first. */
  readonly classes: readonly FoundClass[]
  /** How many ways there are in which rules could decide so, by side: a proof that there is no request is over these. */
  readonly ways: Readonly<Partial<Record<SideName, number>>>
  /** What could neither be shown nor excluded. */
  readonly open: readonly string[]
  /** More of what is shown already. */
  readonly more: readonly string[]
  /** What the answer rests on. */
  readonly assumptions: readonly string[]
}

/** What can be said: there is such a request, there certainly is none, or neither. */
export type Verdict = 'found' | 'none' | 'undecided'

/** Only a request that the evaluator confirms is one, and only a search that left nothing open shows that there is none. */
export function verdictOf({ classes, open }: Answer): Verdict {
  if (classes.some(({ isCertain }) => isCertain)) return 'found'
  return classes.length + open.length === 0 ? 'none' : 'undecided'
}
