import type { Finding } from '../finding.ts'
import type { LiveObservation } from './live-observation.ts'

/** A rule of stage `live` that looks at a running cluster. */
export interface LiveCheck {
  /** Codes of the rules that its findings can break. */
  readonly codes: readonly string[]
  /** What it looks at, in words. */
  readonly looksAt: string
  readonly find: (observation: LiveObservation) => readonly Finding[]
}

/** A finding that rests on one look and not on lines of a log. */
export function seenOnce(example: string): Pick<Finding, 'count' | 'example'> {
  return { count: 1, example: { log: example, line: 1 } }
}
