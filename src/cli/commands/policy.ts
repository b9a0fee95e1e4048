import { differences } from '../../policy/show/difference.ts'
import { showPolicy, type ShownLine } from '../../policy/show/show.ts'
import { EXIT } from '../../report/exit-code.ts'
import { UsageError, type Command } from '../command.ts'
import { policyAt } from '../repository/policy-at.ts'

/** `pader policy show` and `pader policy diff`: policies and exports in the readable notation. */
export const command: Command = {
  examples: [
    ['pader policy show clusters/three-site', 'the rule sets as they run'],
    ['pader policy diff exported.xml clusters/three-site', 'how an export differs from the YAML'],
  ],
  configure: (parser) =>
    parser
      .argument('<what>', 'show or diff')
      .argument('<policy...>', 'the folder of a cluster, or an exported .xml file; diff takes two')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional, options }, world) => {
    const [what, first, second, ...more] = positional
    const lines = async (path: string): Promise<readonly ShownLine[]> => {
      const { policy, vocabulary } = await policyAt(path, options, world)
      return [...showPolicy(policy, vocabulary)]
    }
    if (what === 'show' && first !== undefined && second === undefined) {
      for (const { depth, text } of await lines(first)) world.stdout.write(`${'  '.repeat(depth)}${text}\n`)
      return EXIT.ok
    }
    if (what === 'diff' && first !== undefined && second !== undefined && more.length === 0) {
      const found = differences(await lines(first), await lines(second))
      for (const { sign, path, text } of found) world.stdout.write(`${sign} ${path}: ${text}\n`)
      if (found.length === 0) world.stdout.write('no difference\n')
      return found.length === 0 ? EXIT.ok : EXIT.changes
    }
    throw new UsageError('say "policy show POLICY" or "policy diff POLICY POLICY"')
  },
}
