import type { Command as Parser } from 'commander'
import { join } from 'node:path'
import type { LiveDifference } from '../../plan/live-differences.ts'
import { proposeTakeOver, type Proposal } from '../../reconcile/drift/take-over.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { harmless } from '../../report/text/cells.ts'
import { wrap } from '../../report/text/wrap.ts'
import { unifiedDiff } from '../../report/text/unified-diff.ts'
import { defineCommand, UsageError, type OptionsOf } from '../command.ts'
import { gatherDifferences } from '../drift/gather.ts'
import { onlyCluster, readDesired } from '../gateway/desired.ts'
import { readHostFile } from '../gateway/host.ts'
import { notAllKnown } from '../gateway/observe-or-fail.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { colorOption } from '../options/output.ts'
import { collect } from '../options/repeatable.ts'
import { clusterOption, nowOption, type RepositoryOptions } from '../options/repository.ts'
import { appearanceOf, type ColorChoice } from '../output/appearance.ts'
import { replaceFiles } from '../output/write-file.ts'
import { compilerFor } from '../repository/compile-folder.ts'
import { filesOf } from '../repository/files-of.ts'
import { todayOf } from '../repository/today.ts'
import { findRepository } from '../repository/folder.ts'
import { hasErrors } from '../../source/diagnostic.ts'
import type { World } from '../world.ts'

/** `pader adopt`: takes what the appliances have into the YAML, where a person would write it, comments kept. */
export const command = defineCommand({
  examples: [
    ['pader adopt', 'show what would be written'],
    ['pader adopt --node tokyo-2 --setting priority --yes', 'write one setting of one node'],
  ],
  configure: (parser) =>
    addChoice(parser)
      .argument('[path...]', 'a folder of clusters, or a single cluster (default: "clusters")')
      .option('--yes', 'write the files; without it, the changes are only shown')
      .addOption(colorOption)
      .addOption(nowOption),

  run: async ({ positional: [paths], options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    const { clusters, folder, root, textOf } = await readDesired(paths, options, world)
    const cluster = onlyCluster(clusters, 'whose values')
    const { told, unknown, live } = await gatherDifferences(cluster, hostFile, folder, world, { live: true })
    if (unknown.length > 0) throw notAllKnown(unknown)
    const chosen = told.differences.filter(choice(options, cluster.nodes))
    const proposal = proposeTakeOver(cluster, chosen, textOf, live)
    show(proposal, told.differences.length - chosen.length, world, options.color)
    if (proposal.files.length === 0) return proposal.byHand.length > 0 ? EXIT.waiting : EXIT.ok
    if (!options.yes) {
      world.stdout.write('nothing has been written yet: --yes writes these files\n')
      return EXIT.changes
    }
    const placeOf = (path: string): string => join(folder, path.slice(root === '' ? 0 : root.length + 1))
    // Where this ends half-way, what is left to take over is right beside what was written: there is no order to keep.
    await replaceFiles(
      proposal.files.map(({ path, after }) => ({ path: placeOf(path), content: after })),
      world,
    )
    for (const { path } of proposal.files) world.stdout.write(`wrote ${path}\n`)
    return afterwards(paths, options, proposal, world)
  },
})

/** What is wrong with the files now, if anything: a value that an administrator chose can break a rule. */
async function afterwards(
  paths: readonly string[],
  options: RepositoryOptions,
  { byHand }: Proposal,
  world: World,
): Promise<ExitCode> {
  const repository = findRepository(paths, world, options.cluster)
  const compileFiles = await compilerFor(repository, todayOf(options.now, world), world)
  const { diagnostics } = compileFiles(filesOf(repository))
  if (hasErrors(diagnostics)) {
    world.stdout.write(
      'what was adopted fails a check: "pader compile --dry-run" shows which; fix that before committing it\n',
    )
    return EXIT.invalid
  }
  world.stdout.write('now review and commit it; "pader plan" shows what is left\n')
  return byHand.length > 0 ? EXIT.waiting : EXIT.ok
}

/** Adds what says of which cluster what is taken over. */
function addChoice(parser: Parser) {
  return parser
    .addOption(hostConfigOption())
    .addOption(clusterOption())
    .option('--node <name>', 'only what differs on this node; repeatable', collect)
    .option(
      '--setting <name>',
      'only this setting, such as updates.interval; for settings of the policy, SETTINGS or SETTINGS.KEY; repeatable',
      collect,
    )
    .option('--list <name>', 'only this list; repeatable', collect)
    .option('--rule-set <name>', 'only this top-level rule set; repeatable', collect)
}

/** What is taken over: what moved at the appliances alone, or what is named. */
function choice(
  { node: named = [], setting: settings = [], list: lists = [], ruleSet: ruleSets = [] }: OptionsOf<typeof addChoice>,
  nodes: readonly { readonly name: string; readonly uuid: { readonly value: string } }[],
): (difference: LiveDifference) => boolean {
  const nameOf = new Map(nodes.map(({ name, uuid }) => [uuid.value, name]))
  const unknown = named.find((name) => ![...nameOf.values()].includes(name))
  if (unknown !== undefined) throw new UsageError(`no node "${unknown}" in the cluster`)
  const isAny = named.length + settings.length + lists.length + ruleSets.length === 0
  const isNamed = (object: LiveDifference['object']): boolean => {
    switch (object.kind) {
      case 'list':
        return lists.includes(object.list)
      case 'rule set':
        return ruleSets.includes(object.ruleSet)
      case 'rule set order':
        return false
      case 'policy setting':
        return settings.some((name) => [object.settings, `${object.settings}.${object.key}`].includes(name))
      case 'setting':
      case 'file': {
        const isAtNode = named.length === 0 ? settings.length > 0 : named.includes(nameOf.get(object.node) ?? '')
        return isAtNode && (settings.length === 0 || (object.kind === 'setting' && settings.includes(object.setting)))
      }
    }
  }
  return ({ moved, object }) => {
    if (moved === 'repository' || moved === 'unmanaged') return false
    return isAny ? moved !== 'both' && moved !== 'leased' && moved !== 'away' : isNamed(object)
  }
}

function show({ files, byHand }: Proposal, left: number, world: World, color: ColorChoice): void {
  const look = appearanceOf(world.stdout, world.env, color)
  world.stdout.write(unifiedDiff(files, look))
  for (const { words, why } of byHand) {
    const lines = wrap(harmless(`${words}: ${why}`, look.unicode), look.columns, '  ', 'left to a person: ')
    world.stdout.write(`${lines.join('\n')}\n`)
  }
  if (files.length === 0 && byHand.length === 0) world.stdout.write('there is nothing to take over\n')
  if (left > 0)
    world.stdout.write(
      `${left} other ${left === 1 ? 'difference is' : 'differences are'} left as found: see "pader diff"\n`,
    )
}
