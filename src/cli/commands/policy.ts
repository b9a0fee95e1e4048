import { differences } from '../../policy/show/difference.ts'
import { showPolicy, type ShownLine } from '../../policy/show/show.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { harmless } from '../../report/text/cells.ts'
import { didYouMean } from '../../source/suggest.ts'
import { defineCommand, UsageError } from '../command.ts'
import { find } from '../find/find.ts'
import { addFindOptions, type FindOptions } from '../find/options.ts'
import type { RepositoryOptions } from '../options/repository.ts'
import { appearanceOf } from '../output/appearance.ts'
import { policyAt } from '../repository/policy-at.ts'
import type { World } from '../world.ts'

/** `pader policy show`, `diff` and `find`: policies and exports in the readable notation, and questions about their requests. */
export const command = defineCommand({
  examples: [
    ['pader policy show clusters/three-site', 'the rule sets as they run'],
    ['pader policy diff exported.xml clusters/three-site', 'how an export differs from the YAML'],
    [
      'pader policy find clusters/three-site --in emea --url www.casino.example',
      'which rule decides the request at the nodes of emea',
    ],
    [
      'pader policy find clusters/three-site --in emea=blocked --in amer=allowed',
      'a request that is blocked in one region and allowed in the other',
    ],
    [
      'pader policy find clusters/three-site --client 10.81.0.0/16 --unauthenticated --outcome allowed --expect none',
      'a check: nobody gets out of this network without logging on',
    ],
  ],
  configure: (parser) =>
    addFindOptions(parser)
      .argument('<what>', 'show, diff or find')
      .argument('[policy...]', 'the folder of a cluster, or an exported .xml file; diff takes two'),

  run: async ({ positional: [what, policies], options }, world) => {
    const [first, second, ...more] = policies
    if (!VERBS.includes(what)) throw unknownVerb(what)
    if (what === 'find' && first !== undefined && second === undefined) return find(first, options, world)
    refuseQuestions(options)
    if (what === 'show' && first !== undefined && second === undefined) return show(first, options, world)
    if (what === 'diff' && first !== undefined && second !== undefined && more.length === 0)
      return diff(first, second, options, world)
    throw new UsageError('say "policy show POLICY", "policy diff POLICY POLICY" or "policy find POLICY"')
  },
})

const VERBS = ['show', 'diff', 'find']

function unknownVerb(what: string): UsageError {
  const hint = didYouMean(what, VERBS)?.help ?? `there are ${VERBS.join(', ')}`
  return new UsageError(`there is no "pader policy ${what}": ${hint}`)
}

async function show(path: string, options: RepositoryOptions, world: World): Promise<ExitCode> {
  const clean = cleanFor(world)
  for (const { depth, text } of await linesOf(path, options, world))
    world.stdout.write(`${'  '.repeat(depth)}${clean(text)}\n`)
  return EXIT.ok
}

async function diff(before: string, after: string, options: RepositoryOptions, world: World): Promise<ExitCode> {
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

async function linesOf(path: string, options: RepositoryOptions, world: World): Promise<readonly ShownLine[]> {
  const { policy, vocabulary } = await policyAt(path, options, world)
  return [...showPolicy(policy, vocabulary)]
}

/** What only a question can use must not be taken for something that the others heed. */
function refuseQuestions(options: FindOptions): void {
  const asked = ['in', 'outcome', 'where', 'url', 'client', 'unauthenticated', 'expect', 'output'] as const
  const [given] = asked.filter((name) => options[name] !== undefined)
  if (given !== undefined) throw new UsageError(`only "policy find" takes --${given}`)
}
