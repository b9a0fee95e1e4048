import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { importCluster, type Imported } from '../../adopt/import/import-cluster.ts'
import { inLayout } from '../../adopt/import/in-layout.ts'
import { unmarkedWords } from '../../adopt/import/unmarked.ts'
import { makeValidators } from '../../compile/schema/validate.ts'
import type { Dialect } from '../../dialect/dialect.ts'
import { reliableFact } from '../../dialect/permission.ts'
import type { ObservedCluster } from '../../model/observed.ts'
import { planCluster } from '../../plan/plan-cluster.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure, defineCommand } from '../command.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { entryOption } from '../options/entry.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { entryOf } from '../import/entry-of.ts'
import { lookAtAll } from '../import/look-whole.ts'
import { openBackup, openLive } from '../import/source.ts'
import { importedText } from '../import/told.ts'
import { writeCluster } from '../import/write-cluster.ts'
import { appearanceOf } from '../output/appearance.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { todayOf } from '../repository/today.ts'
import { loadSchemaChecks } from '../repository/schema-checks.ts'
import { readSchemas } from '../repository/schemas.ts'
import type { World } from '../world.ts'

/** `pader import`: writes a cluster as YAML and proves that its first plan is empty. */
export const command = defineCommand({
  examples: [
    ['pader import two-site --into clusters', 'read the cluster of this name in the host file'],
    ['pader import two-site --backup two-site.backup', 'read a backup instead'],
  ],
  configure: (parser) =>
    parser
      .argument('<cluster>', 'name of the cluster in the host file; with --backup, the name to give it')
      .option('--backup <file>', 'read this backup instead of a running cluster')
      .addOption(hostConfigOption())
      .addOption(entryOption('the first one'))
      .option('--into <folder>', 'folder of clusters to write into (default: "clusters")'),

  run: async ({ positional: [name], options }, world) => {
    const { into = 'clusters' } = options
    const out = resolve(world.cwd, into)
    await refuseToOverwrite(join(out, name))
    const { backup } = options
    const found =
      backup === undefined ? await openLive(name, options, world) : await openBackup(backup, world, options.entry)
    const dialect = await dialectFor(join(out, name), found.isEmulator, world)
    const source =
      found.named?.(reliableFact(dialect, 'backup.nodeName', { provedEmulator: found.isEmulator })) ?? found
    const { observed, ruleSets } = await source.read(async (reader) =>
      lookAtAll(reader, dialect, world.now().toISOString()),
    )
    const { location } = makeValidators(await loadSchemaChecks(world.home))
    const imported = inLayout(
      importCluster(name, entryOf(source, observed, options), observed, location, ruleSets),
      await readSchemas(world.home),
    )
    await writeCluster(out, imported.files, world)
    world.stdout.write(importedText(imported, into, appearanceOf(world.stdout, world.env)))
    return prove(imported, observed, dialect, source.isEmulator, world)
  },
})

async function refuseToOverwrite(folder: string): Promise<void> {
  const exists = await access(join(folder, 'cluster.yaml')).then(
    () => true,
    () => false,
  )
  if (exists) throw new CommandFailure(EXIT.invalid, `"${folder}" already exists`, 'name another folder with --into')
}

/** Compiles what was written and plans it against what it was made from: nothing may be left to do. */
async function prove(
  imported: Imported,
  observed: ObservedCluster,
  dialect: Dialect,
  provedEmulator: boolean,
  world: World,
): Promise<ExitCode> {
  const compileFiles = await compilerFor({ folder: '', root: '' }, todayOf(undefined, world), world)
  const encoder = new TextEncoder()
  const { value } = compileFiles(imported.files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })))
  const [cluster] = value.fleet.clusters
  if (cluster === undefined)
    throw new CommandFailure(
      EXIT.internal,
      'what was written does not compile',
      'report it, with the output of pader compile --dry-run',
    )
  const plan = planCluster({ cluster, observed, dialect, target: { provedEmulator } })
  const steps = plan.phases.reduce((sum, phase) => sum + phase.steps.length, 0)
  const count = (items: readonly unknown[], word: string): string =>
    `${items.length} ${word}${items.length === 1 ? '' : 's'}`
  const { nodes, locations, policy } = cluster
  world.stdout.write(
    steps === 0
      ? `the first plan is empty: ${count(nodes, 'node')} in ${count(locations, 'location')}, ${count(policy.lists, 'list')}, ${count(policy.ruleSets, 'rule set')}\n`
      : `the first plan has ${steps} steps: what was read does not cover all of them\n`,
  )
  for (const { node, setting, object, reason } of plan.blocked) {
    const what = [node, setting ?? object].filter((part) => part !== undefined).join(' ')
    world.stdout.write(`not compared: ${what}: ${reason}\n`)
  }
  const unmarked = unmarkedWords(observed)
  if (unmarked !== undefined) world.stdout.write(`${unmarked}\n`)
  return steps === 0 ? EXIT.ok : EXIT.changes
}
