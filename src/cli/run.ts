import { Command as Parser, CommanderError, Help, type Option } from 'commander'
import { EXIT, type ExitCode } from '../report/exit-code.ts'
import { CommandFailure, UsageError, type CommandEntry } from './command.ts'
import { commands } from './commands/index.ts'
import { fromEnvironment } from './environment.ts'
import { addHelp } from './help.ts'
import { isTroubleWithFiles, wayOut } from './process/trouble-with-files.ts'
import { toldOnStderr } from './told-on-stderr.ts'
import type { World } from './world.ts'

/** Runs `pader` with the given arguments in the given world and says what to exit with; never throws. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const called: Called = { reachesNodes: false }
  try {
    return await dispatch(args[0] === '--version' ? ['version', ...args.slice(1)] : args, called, world)
  } catch (error) {
    return explainFailure(error, called, world)
  }
}

/** What is known of a call when it fails. */
interface Called {
  /** Whether the command is one that can ask appliances: its failures say how those were left. */
  reachesNodes: boolean
}

async function dispatch(args: readonly string[], asked: Called, world: World): Promise<ExitCode> {
  const program = newParser('pader', world)
    .description('GitOps for Web Gateway clusters')
    .option('--version', 'print the version')
    .helpCommand(true)
    .showSuggestionAfterError(true)
    .showHelpAfterError('  see pader --help')
  const asksForHelp = args[0] === 'help'
  const called = commands.find(({ name }) => name === (asksForHelp ? args[1] : args[0]))
  let outcome: ExitCode = EXIT.ok
  let own: Parser | undefined
  // Who calls a command needs no other; who mistypes one is told the nearest of all.
  for (const entry of called === undefined ? commands : [called]) {
    const parser = program.command(entry.name, { hidden: entry.isHidden === true }).summary(entry.summary)
    settle(parser.description(entry.summary), world).showHelpAfterError(`  see pader ${entry.name} --help`)
    if (entry !== called) continue
    await prepare(parser, entry, world, (exitCode) => (outcome = exitCode))
    own = asksForHelp ? undefined : parser
    asked.reachesNodes = parser.options.some(({ long }) => long === '--host-config')
  }
  if (args.length === 0) {
    world.stdout.write(program.helpInformation())
    return EXIT.ok
  }
  await parse(program, own, args, world)
  return outcome
}

/** Parses a call and runs it, with what the environment adds to it. */
async function parse(
  program: Parser,
  own: Parser | undefined,
  [name = '', ...rest]: readonly string[],
  world: World,
): Promise<void> {
  let added: readonly string[] = []
  try {
    if (own !== undefined) added = fromEnvironment(own, rest, world.env)
    await program.parseAsync([name, ...added, ...rest], { from: 'user' })
  } catch (error) {
    // Whoever reads the complaint may not know that the environment had a say.
    const isMisuse = error instanceof UsageError || (error instanceof CommanderError && error.exitCode !== 0)
    if (isMisuse && added.length > 0) world.stderr.write(`the environment adds ${added.join(' ')}\n`)
    throw error instanceof UsageError ? new UsageError(error.message, name) : error
  }
}

async function prepare(
  parser: Parser,
  entry: CommandEntry,
  world: World,
  done: (exitCode: ExitCode) => void,
): Promise<void> {
  const { command } = await entry.load()
  const carryOut = command.configure(parser)
  addHelp(parser, command)
  parser.action(async () => done(await carryOut(world, commands)))
}

function newParser(name: string, world: World): Parser {
  return settle(new Parser(name), world)
}

function settle(parser: Parser, world: World): Parser {
  return parser
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHelpWidth: () => world.stdout.columns,
      getOutHasColors: () => world.stdout.isTerminal,
    })
    .configureHelp({ visibleOptions: (command) => new Help().visibleOptions(command).toSorted(byName) })
}

/** The order of options in help. By locale, as the library compares them, would cost a quarter of the time that help takes. */
function byName(left: Option, right: Option): number {
  return keyOf(left) < keyOf(right) ? -1 : 1
}

function keyOf({ short, long }: Option): string {
  return (short ?? long ?? '').replace(/^--?/, '')
}

async function explainFailure(error: unknown, { reachesNodes }: Called, world: World): Promise<ExitCode> {
  // As with other failures: what cannot reach an appliance is told without more.
  const more = reachesNodes ? `  more: pader runbook ${EXIT.usage}\n` : ''
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) world.stderr.write(more)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  }
  if (error instanceof UsageError) {
    world.stderr.write(
      `pader: ${error.message}\n  see pader ${error.command === undefined ? '' : `${error.command} `}--help\n${more}`,
    )
    return EXIT.usage
  }
  if (error instanceof CommandFailure) {
    world.stderr.write(await toldOnStderr(error, reachesNodes))
    return error.exitCode
  }
  const failure = isTroubleWithFiles(error)
    ? new CommandFailure(EXIT.internal, error.message, `${wayOut(error)}, and run it again`)
    : new CommandFailure(
        EXIT.internal,
        `internal error: ${detailOf(error, world)}`,
        'set PADER_DEBUG=1 for the stack and report it',
      )
  world.stderr.write(await toldOnStderr(failure, reachesNodes))
  return failure.exitCode
}

function detailOf(error: unknown, { env }: World): string {
  if (!(error instanceof Error)) return String(error)
  return env['PADER_DEBUG'] === undefined ? error.message : (error.stack ?? error.message)
}
