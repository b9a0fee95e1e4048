/** What a command's exit code means; fixed, documented, the same for every command. 3 beats 2. */
export const EXIT = {
  ok: 0,
  /** Internal error, or input and output failed. */
  internal: 1,
  /** Changes or differences were found (`plan`, `diff`, `fmt --check`, `--detailed-exitcode`). */
  changes: 2,
  /** The input is invalid, or a test failed. */
  invalid: 3,
  /** A guard or a gate said no. */
  guarded: 4,
  /** Somebody else holds the lock or the attachment. */
  locked: 5,
  /** The plan is not about what is there any more. */
  stale: 6,
  /** Some of the work is done and some is not. */
  partial: 7,
  /** Something could not be reached, so it is unknown. */
  unreachable: 8,
  /** A person has to do something first. */
  waiting: 9,
  /** The command was not understood. */
  usage: 64,
  interrupted: 130,
  terminated: 143,
} as const

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What a report is: text for standard output (or a file) and what the command should exit with because of it. */
export interface Report {
  readonly output: string
  readonly exitCode: ExitCode
}
