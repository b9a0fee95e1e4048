import type { Appearance } from './appearance.ts'
import type { ExitCode } from './exit-code.ts'
import { harmless } from './text/cells.ts'
import { paintOf } from './text/paint.ts'
import { wrap } from './text/wrap.ts'

/** At least one line. */
export type Lines = readonly [string, ...string[]]

/** What whoever reads of a failure at night has to know; a failure that lacks one of the parts is no value of this type. */
export interface Failure {
  readonly exitCode: ExitCode
  /** What happened. */
  readonly what: string
  /** What belongs to it and has lines of its own: objections, or what moved. */
  readonly details?: readonly string[]
  /** In what state the nodes are. */
  readonly nodes: Lines
  /** What is safe to do now. */
  readonly next: Lines
}

/** A failure as lines: what happened, the state of the nodes, what to do, and the runbook of its exit code. */
export function failureText(failure: Failure, look: Appearance): string {
  const { exitCode, what, details = [], nodes, next } = failure
  const clean = (text: string): string => harmless(text, look.unicode)
  // Lines of its own are kept apart before anything is made harmless, which would show their ends.
  const [head = '', ...rest] = what.split('\n').map(clean)
  const block = (label: string, [first, ...others]: Lines): readonly string[] => [
    ...wrap(clean(first), look.columns, '         ', `  ${label} `),
    ...others.flatMap((line) => wrap(clean(line), look.columns, '         ', '         ')),
  ]
  const lines = [
    ...wrap(head, look.columns, '  ').map((line) => paintOf(look).error(line)),
    ...rest.flatMap((line) => wrap(line.trimStart(), look.columns, '    ', '  ')),
    ...details.flatMap((line) => wrap(clean(line), look.columns, '    ', '  ')),
    ...block('nodes:', nodes),
    ...block('to do:', next),
    `  more: pader runbook ${exitCode}`,
  ]
  return `${lines.join('\n')}\n`
}
