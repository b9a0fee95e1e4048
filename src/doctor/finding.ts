import type { Severity } from '../source/diagnostic.ts'
import type { LogPlace } from './evidence.ts'

/** A cause that explains many lines, and what to do about it. */
export interface Finding {
  /** The rule that it breaks. */
  readonly code: string
  readonly severity: Severity
  /** What is wrong, with the nodes it is about. */
  readonly what: string
  /** Why, as far as the evidence and the topology say. */
  readonly cause: string
  /** `certain`: the product says so itself; `likely`: several lines agree; `possible`: one side only was seen. */
  readonly confidence: 'certain' | 'likely' | 'possible'
  /** What to do, in order; a line that starts with `$` is a command to run on the node. */
  readonly remedy: readonly string[]
  /** How many lines it explains. */
  readonly count: number
  /** Milliseconds since 1970. */
  readonly first?: number
  readonly last?: number
  /** One of the lines, to look at. */
  readonly example: LogPlace
}

/** How often, from when to when, and where to look. */
export function extentOf(
  lines: readonly { readonly place: LogPlace; readonly at?: number }[],
): Pick<Finding, 'count' | 'first' | 'last' | 'example'> {
  let first = Infinity
  let last = -Infinity
  for (const { at } of lines) {
    if (at === undefined) continue
    if (at < first) first = at
    if (at > last) last = at
  }
  const example = lines[0]?.place ?? { log: '', line: 0 }
  return { count: lines.length, example, ...(last === -Infinity ? {} : { first, last }) }
}
