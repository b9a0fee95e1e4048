import { Option } from 'commander'
import { differences } from '../../policy/show/difference.ts'
import { showPolicy, type ShownLine } from '../../policy/show/show.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { harmless } from '../../report/text/cells.ts'
import { UsageError, type Command } from '../command.ts'
import { find, FIND_FORMATS } from '../find/find.ts'
import { appearanceOf } from '../output/appearance.ts'
import { addOutputOptions, collect } from '../output/options.ts'
import { policyAt } from '../repository/policy-at.ts'
import type { World } from '../world.ts'

type Options = Readonly<Record<string, unknown>>

/** `pader policy show`, `diff` and `find`: policies and exports in the readable notation, and questions about their requests. */
export const command: Command = {
  examples: [
    ['pader policy show clusters/three-site', 'the rule sets as they run'],
    ['pader policy diff exported.xml clusters/three-site', 'how an export differs from the YAML'],
    [
      'pader policy find clusters/three-site --in emea --url www.casino.example',
      'which rule decides it, at the nodes of emea',
    ],
    [
      'pader policy find clusters/three-site --in emea=blocked --in amer=allowed',
      'the same request, blocked here and allowed there',
    ],
    [
      'pader policy find clusters/three-site --client 10.81.0.0/16 --unauthenticated --outcome allowed --expect none',
      'a check: nobody gets out of that network without logging on',
    ],
  ],
  configure: (parser) =>
    addOutputOptions(parser, FIND_FORMATS)
      .argument('<what>', 'show, diff or find')
      .argument('<policy...>', 'the folder of a cluster, or an exported .xml file; diff takes two')
      .option(
        '--in <region[=outcome]>',
        'find: at the nodes of a region; twice for one request at two of them',
        collect,
      )
      .option('--outcome <outcome>', 'find: what becomes of the request: allowed, blocked, or the name of an action')
      .option('--where <criteria>', 'find: what holds for the request, as rules say it; repeatable', collect)
      .option('--url <url>', 'find: a URL, or a host alone; an asterisk stands for anything')
      .option('--client <network>', 'find: the address of the client, or a network that it is in')
      .option('--unauthenticated', 'find: nobody has logged on')
      .addOption(
        new Option('--cycle <cycle>', 'find: the cycle that decides')
          .choices(['request', 'response', 'embedded'])
          .default('request'),
      )
      .addOption(
        new Option('--expect <answer>', 'find: exit with 3 unless there is no such request, or is one').choices([
          'none',
          'some',
        ]),
      )
      .option('--cluster <name>', 'only this cluster')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional, options }, world) => {
    const [what, first, second, ...more] = positional
    if (what === 'find' && first !== undefined && second === undefined) return find(first, options, world)
    refuseQuestions(options)
    if (what === 'show' && first !== undefined && second === undefined) return show(first, options, world)
    if (what === 'diff' && first !== undefined && second !== undefined && more.length === 0)
      return diff(first, second, options, world)
    throw new UsageError('say "policy show POLICY", "policy diff POLICY POLICY" or "policy find POLICY"')
  },
}

async function show(path: string, options: Options, world: World): Promise<ExitCode> {
  const clean = cleanFor(world)
  for (const { depth, text } of await linesOf(path, options, world))
    world.stdout.write(`${'  '.repeat(depth)}${clean(text)}\n`)
  return EXIT.ok
}

async function diff(before: string, after: string, options: Options, world: World): Promise<ExitCode> {
  const clean = cleanFor(world)
  const found = differences(await linesOf(before, options, world), await linesOf(after, options, world))
  for (const { sign, path, text } of found) world.stdout.write(`${sign} ${clean(`${path}: ${text}`)}\n`)
  if (found.length === 0) world.stdout.write('no difference\n')
  return found.length === 0 ? EXIT.ok : EXIT.changes
}

function cleanFor({ stdout, env }: World): (text: string) => string {
  const { unicode } = appearanceOf(stdout, env)
  return (text) => harmless(text, unicode)
}

async function linesOf(path: string, options: Options, world: World): Promise<readonly ShownLine[]> {
  const { policy, vocabulary } = await policyAt(path, options, world)
  return [...showPolicy(policy, vocabulary)]
}

/** What only a question can use must not be taken for something that the others heed. */
function refuseQuestions(options: Options): void {
  const asked = ['in', 'outcome', 'where', 'url', 'client', 'unauthenticated', 'expect', 'output']
  const [given] = asked.filter((name) => options[name] !== undefined)
  if (given !== undefined) throw new UsageError(`only "policy find" takes --${given}`)
}
