import type { Command as Parser } from 'commander'
import type { ExitCode } from '../report/exit-code.ts'
import type { World } from './world.ts'

/** A command of `pader` as a value: what it takes and what it does. Its file is loaded only when it is called. */
export interface Command {
  /** Adds the command's arguments and options to the parser, examples first. */
  readonly configure: (parser: Parser) => void
  /** Does the work; `positional` and `options` are as the parser read them. */
  readonly run: (call: Call, world: World) => Promise<ExitCode>
}

/** How a command was called. */
export interface Call {
  readonly positional: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
}

/** A command's line in the index: enough for `pader --help` without loading anything. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<{ readonly command: Command }>
}

/** A mistake in how the command was called; shown with a hint at `--help`, exit code 64. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** An expected failure that ends a command: said in one message, with its exit code, without a stack trace. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'CommandFailure'
    this.exitCode = exitCode
  }
}
