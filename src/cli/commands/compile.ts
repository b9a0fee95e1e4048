import { Option } from 'commander'
import type { Compiled } from '../../compile/compile.ts'
import { Locator } from '../../compile/locate.ts'
import { gateNames } from '../../plan/review/review.ts'
import type { Fleet } from '../../model/fleet.ts'
import type { CompiledClusterSummary, CompileResult } from '../../report/compile/result.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { commentHosts } from '../../report/markdown/host.ts'
import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import type { Command } from '../command.ts'
import { provenanceOf, settleClusters, usualOut } from '../compile/artifacts.ts'
import { compileFormats, readAsked, type CompileAsked } from '../compile/asked.ts'
import { compareWithBase, type ComparedRevision } from '../compile/compare-revisions.ts'
import { passesGates } from '../compile/gates.ts'
import { compileRenderings } from '../compile/renderings.ts'
import { addOutputOptions, repeatable } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets } from '../output/target.ts'
import { readVersion } from '../process/read-version.ts'
import { unknownName, unknownNode } from '../repository/clusters.ts'
import { filesAt } from '../repository/base.ts'
import { compilerFor, filesOf, todayOf } from '../repository/compile-folder.ts'
import { findRepository } from '../repository/folder.ts'
import { repairIfAsked } from '../repository/repair.ts'

/** `pader compile`: checks the YAML and writes what every node is to be. */
export const command: Command = {
  examples: [
    ['pader compile --dry-run', 'check everything and write nothing'],
    ['pader compile --dry-run --base origin/main', 'say what the change does'],
    [
      'pader compile --dry-run --base origin/main --output markdown=comment.md --output sarif=pader.sarif',
      'several forms at once',
    ],
    ['pader compile --dry-run --base origin/main --fail-on high', 'exit with 4 when the change is this risky'],
  ],
  configure: (parser) =>
    addOutputOptions(parser, compileFormats)
      .argument('[path...]', 'a folder of clusters, or clusters (default "clusters")')
      .option('--dry-run', 'write nothing and say what would be written')
      .option('--fix', 'change the YAML where a finding has a certain cure; with --dry-run, print that as a diff')
      .option('--base <revision>', 'say which nodes and values differ from a git revision')
      .option('--head <revision>', 'compile this git revision instead of the working copy; needs --dry-run')
      .addOption(
        new Option('--comment-for <host>', 'cut the markdown so that it fits into a comment of this host')
          .choices(Object.keys(commentHosts))
          .default('github'),
      )
      .addOption(
        repeatable(
          '--fail-on <gate>',
          'exit with 4 when the change from --base is this risky, or does this',
          gateNames,
        ),
      )
      .option('--out <folder>', `folder of the artifacts (default "${usualOut}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--location <name>', 'show only what is about this location')
      .option('--node <name>', 'show only what is about this node')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)')
      .option('--quiet', 'show errors and warnings, and no information')
      .option('--detailed-exitcode', 'exit with 2 when something differs from --base or --out'),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], compileFormats)
    const asked = readAsked(options, targets)
    const { base, head, shown, dryRun, quiet, host } = asked
    const repository = await findRepository(positional, world, asked.cluster, head === undefined)
    // Git is asked while the files are compiled.
    const origin = provenanceOf(repository, world)
    const compileFiles = await compilerFor(repository, todayOf(options['now'], world), world)
    const ended = await repairIfAsked({ ...options, dryRun }, repository, compileFiles, world)
    if (ended !== undefined) return ended
    const files = head === undefined ? filesOf(repository) : await filesAt(head, repository, world)
    const { value: compiled, diagnostics } = compileFiles(files)
    const broken = hasErrors(diagnostics)
    const clusters = await settleClusters(compiled, { dryRun, out: asked.out, broken }, repository, await origin, world)
    const locator = new Locator(compiled.textOf)
    const located = diagnostics.map((found) => locator.locate(found))
    const compared =
      base === undefined
        ? undefined
        : await compareWithBase(base, { compiled, diagnostics: located, head }, shown, compileFiles, repository, world)
    demandShown(shown, [compiled.fleet, compared?.earlier.fleet ?? { clusters: [] }])
    const result: CompileResult = {
      diagnostics: located.filter((found) => isAbout(found, shown, compiled)),
      clusters,
      dryRun,
    }
    const version = await readVersion(world.home)
    const renderings = compileRenderings({ result, compiled, quiet, version, compared, host })
    await publish(targets, renderings, world, options['color'])
    if (broken) return EXIT.invalid
    if (!passesGates(compared?.reviews ?? [], asked.gates, world)) return EXIT.guarded
    return asked.detailed ? exitCodeOf(result, compared) : EXIT.ok
  },
}

/** A name that neither revision knows would show nothing, which looks like a change without effect. */
function demandShown({ location, node }: CompileAsked['shown'], fleets: readonly Fleet[]): void {
  const clusters = fleets.flatMap((fleet) => fleet.clusters)
  if (node !== undefined && !clusters.some(({ nodes }) => nodes.some(({ name }) => name === node)))
    throw unknownNode(clusters, node)
  const locations = clusters.flatMap((cluster) => cluster.locations.map(({ name }) => String(name)))
  if (location !== undefined && !locations.includes(location)) throw unknownName('location', location, locations)
}

/** Whether a finding is about the location or the node that was asked for. */
function isAbout({ span }: LocatedDiagnostic, { location, node }: CompileAsked['shown'], { fleet }: Compiled): boolean {
  if (location === undefined && node === undefined) return true
  const home = fleet.clusters.flatMap(({ nodes }) => nodes).find(({ name }) => name === node)?.location
  return span.file.endsWith(`/locations/${home ?? location ?? ''}.yaml`)
}

function exitCodeOf({ clusters }: CompileResult, compared: ComparedRevision | undefined): ExitCode {
  const differs =
    compared === undefined ? clusters.some(artifactsDiffer) : compared.reviews.some(({ changes }) => changes.length > 0)
  return differs ? EXIT.changes : EXIT.ok
}

/** Where the artifacts come from is no difference in what they say. */
function artifactsDiffer({ artifacts }: CompiledClusterSummary): boolean {
  return [...(artifacts?.written ?? []), ...(artifacts?.removed ?? [])].some((path) => path !== 'provenance.json')
}
