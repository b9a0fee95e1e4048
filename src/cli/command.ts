import type { Command as Parser, OptionValues } from 'commander'
import type { ExitCode } from '../report/exit-code.ts'
import type { Failure, Lines } from '../report/failure.ts'
import type { World } from './world.ts'

/** A command of `pader` as a value: what it takes and what it does. Its file is loaded only when it is called. */
export interface Command {
  /** Calls that show what it is for, the most usual first, each with what it does: its help starts with them. */
  readonly examples: readonly (readonly [call: string, does: string])[]
  /** Adds the command's arguments and options to a parser; gives what carries out the call that this parser has read. */
  readonly configure: (parser: Parser) => (world: World, commands: readonly CommandEntry[]) => Promise<ExitCode>
}

/** How a command was called: its arguments and options have the types that its own `configure` gives them. */
export interface Call<Args extends readonly unknown[], Options> {
  readonly positional: Readonly<Args>
  readonly options: Readonly<Options>
  /** Every command, for the one that completes the words of the others. */
  readonly commands?: readonly CommandEntry[]
}

/** What a command is made from: `run` knows no argument and no option but those that `configure` adds. */
interface Definition<Args extends unknown[], Options extends OptionValues> extends Pick<Command, 'examples'> {
  readonly configure: (parser: Parser) => Parser<Args, Options>
  readonly run: (call: Call<Args, Options>, world: World) => Promise<ExitCode>
}

/** Makes a command. */
export function defineCommand<Args extends unknown[], Options extends OptionValues>({
  examples,
  configure,
  run,
}: Definition<Args, Options>): Command {
  return {
    examples,
    configure: (parser) => {
      const own = configure(parser)
      return async (world, commands) => run({ positional: own.processedArgs, options: own.opts(), commands }, world)
    },
  }
}

/** The options that a `configure` adds. */
export type OptionsOf<Configure extends (parser: Parser) => { opts: () => OptionValues }> = Readonly<
  ReturnType<ReturnType<Configure>['opts']>
>

/** A command's line in the index: enough for `pader --help` without loading anything. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  /** Not listed by `pader --help`: a person has no use for it. */
  readonly isHidden?: true
  readonly load: () => Promise<{ readonly command: Command }>
}

/** A mistake in how the command was called; shown with a hint at `--help`, exit code 64. */
export class UsageError extends Error {
  /** The command that was called wrongly, where it is known. */
  readonly command: string | undefined
  constructor(message: string, command?: string) {
    super(message)
    this.name = 'UsageError'
    this.command = command
  }
}

/** An expected failure that ends a command: told with all three parts of a {@link Failure}, without a stack trace. */
export class CommandFailure extends Error {
  readonly failure: Failure
  constructor(exitCode: ExitCode, what: string, next: string, nodes: Lines = [UNCHANGED], cause?: unknown) {
    super(what, { cause })
    this.name = 'CommandFailure'
    this.failure = { exitCode, what, nodes, next: [next] }
  }

  get exitCode(): ExitCode {
    return this.failure.exitCode
  }

  /** In one line, for a log or a page that shows reasons in a row. */
  get inOneLine(): string {
    return [this.message, `to do: ${this.failure.next.join('; ')}`].join('; ')
  }
}

/** Only an apply writes, and its failures know how far it came: whatever fails around it has changed nothing. */
const UNCHANGED = 'unchanged: nothing was written'

/** What to do where a part of Pader itself is missing or broken. */
export const INSTALL_AGAIN = 'install Pader again: its own files are not whole'

/** What to do where Pader contradicts itself. */
export const REPORT_IT = 'report it, with what was printed'
