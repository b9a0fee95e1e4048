import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { vocabularyFrom } from '../../compile/policy/vocabulary.ts'
import type { PolicyObjects } from '../../model/policy/policy.ts'
import { differences } from '../../policy/show/difference.ts'
import { showPolicy, type ShownLine } from '../../policy/show/show.ts'
import type { Vocabulary } from '../../policy/vocabulary.ts'
import { decodeExport } from '../../policy/xml/decode-export.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { readPolicyGround } from '../policy-ground.ts'
import { compilerFor, filesOf, todayOf } from '../repository/compile-folder.ts'
import { findRepository } from '../repository/folder.ts'
import type { World } from '../world.ts'

/** `pader policy show` and `pader policy diff`: policies and exports in the readable notation. */
export const command: Command = {
  configure: (parser) =>
    parser
      .argument('<what>', 'show or diff')
      .argument('<policy...>', 'the folder of a cluster, or an exported .xml file; diff takes two')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)'),

  run: async ({ positional, options }, world) => {
    const [what, first, second, ...more] = positional
    const lines = async (path: string): Promise<readonly ShownLine[]> => {
      const { policy, vocabulary } = await policyAt(path, options['now'], world)
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

/** A policy with the words that it is written in. */
interface Worded {
  readonly policy: PolicyObjects
  readonly vocabulary: Vocabulary
}

async function policyAt(path: string, now: unknown, world: World): Promise<Worded> {
  if (path.endsWith('.xml')) {
    const vocabulary = vocabularyFrom(readPolicyGround(world.home).dialect)
    const text = await readFile(resolve(world.cwd, path), 'utf8').catch(() => undefined)
    if (text === undefined) throw new CommandFailure(EXIT.internal, `cannot read "${path}"`)
    const { value, diagnostics } = decodeExport({ path, text }, vocabulary)
    for (const { severity, message } of diagnostics) world.stderr.write(`${path}: ${severity}: ${message}\n`)
    if (value === undefined) throw new CommandFailure(EXIT.invalid, `"${path}" is not a rule set export`)
    return { policy: value, vocabulary }
  }
  const repository = await findRepository([path], world)
  const compileFiles = await compilerFor(repository, todayOf(now, world), world)
  const { fleet, vocabularyOf } = compileFiles(filesOf(repository)).value
  const [cluster, ...others] = fleet.clusters
  if (cluster === undefined || others.length > 0)
    throw new CommandFailure(EXIT.invalid, `"${path}" is not one cluster: see pader compile`)
  return { policy: cluster.policy, vocabulary: vocabularyOf(cluster.name) }
}
