import { join, resolve } from 'node:path'
import { dialectFile } from '../../adopt/calibrate/dialect-file.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import { EXIT } from '../../report/exit-code.ts'
import { learnExports } from '../calibrate/learn-exports.ts'
import { certainIn, learnSettings } from '../calibrate/learn-settings.ts'
import { addSources, type Sources } from '../calibrate/sources.ts'
import { printRecipe, tellFeatures, tellLearned, type Learned } from '../calibrate/tell.ts'
import { defineCommand } from '../command.ts'
import { dialectFor, readDialect } from '../gateway/dialects.ts'
import { writeFileAtomically } from '../output/write-file.ts'
import { todayOf } from '../repository/today.ts'
import type { World } from '../world.ts'

/** `pader calibrate`: learns where appliances keep things, and writes it down with where it was learnt. */
export const command = defineCommand({
  examples: [['pader calibrate two-site', 'learn where its appliances store the settings, from what their UI shows']],
  configure: (parser) =>
    addSources(parser)
      .argument('<cluster>', 'name of the cluster in the host file; with --backup, the name to give it')
      .option('--recipe', 'print the rules to create for --export, and exit')
      .option('--into <folder>', 'folder of clusters to write into (default: "clusters")'),

  run: async ({ positional: [name], options }, world) => {
    const folder = join(resolve(world.cwd, options.into ?? 'clusters'), name)
    const dialect = await dialectFor(folder, false, world)
    if (options.recipe) return printRecipe(dialect, world)
    const learned = await learn(name, options, dialect, world)
    const before = await readDialect(join(folder, 'dialect.json'))
    const text = dialectFile(before, name, learned.findings, learned.occasion)
    const count = learned.findings.settings.length + learned.findings.ids.length
    if (count > 0) {
      const file = join(folder, 'dialect.json')
      await writeFileAtomically(file, text, world)
      world.stdout.write(`\nwrote ${file}\n`)
    }
    const now = await dialectFor(folder, false, world)
    tellLearned(learned, certainIn(now), world)
    tellFeatures(now, world)
    return count > 0 ? EXIT.ok : EXIT.waiting
  },
})

async function learn(name: string, options: Sources, dialect: Dialect, world: World): Promise<Learned> {
  const settings = await learnSettings(name, options, dialect, world)
  const ids = await learnExports(options.export, dialect, world)
  return {
    findings: {
      settings: settings?.conclusion.learned ?? [],
      documents: settings?.documents ?? [],
      facts: settings?.facts ?? [],
      ids: ids.learned,
    },
    occasion: settings?.occasion ?? { date: todayOf(undefined, world), product: ids.product ?? 'unknown' },
    missing: settings?.conclusion.missing ?? [],
    problems: ids.problems,
  }
}
