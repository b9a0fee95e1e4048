import { EXIT, type ExitCode } from './exit-code.ts'

/**
 * How much each exit code needs a person: the rule by which one is chosen where a command is about several clusters. First
 * what nobody can be sure of or is half done, then what was stopped, what cannot be seen, what waits for a decision, and
 * what a person does as planned.
 */
export const URGENCY: readonly ExitCode[] = [
  EXIT.internal,
  EXIT.partial,
  EXIT.terminated,
  EXIT.interrupted,
  EXIT.unreachable,
  EXIT.guarded,
  EXIT.stale,
  EXIT.locked,
  EXIT.invalid,
  EXIT.usage,
  EXIT.waiting,
  EXIT.changes,
  EXIT.ok,
]

/** Of several clusters, what needs a person most decides, in whatever order they were dealt with. */
export function worstOf(exitCodes: readonly ExitCode[]): ExitCode {
  return URGENCY.find((code) => exitCodes.includes(code)) ?? EXIT.ok
}
