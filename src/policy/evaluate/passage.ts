import type { Answers } from './answers.ts'
import type { Value } from './compare.ts'
import type { Request } from './decision.ts'
import type { Question, Truth } from './truth.ts'

/** A request on its way through a cycle. */
export interface Passage {
  readonly request: Request
  /** What rules have set; undefined = set to something that is not known. */
  readonly set: Map<string, Value | undefined>
  readonly answers: Answers
}

/** A value, or the question that would tell it. */
export type Read = Value | Question

/** Reads something of a request. */
export type Reader = (passage: Passage) => Read

/** Whether criteria hold for a request. */
export type Holds = (passage: Passage) => Truth

/** Whether nothing is known of what was read. */
export function isUnread(read: Read): read is Question {
  return typeof read === 'object' && 'question' in read
}
