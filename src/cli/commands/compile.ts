import { Option } from 'commander'
import { join, resolve } from 'node:path'
import { readFile } from 'node:fs/promises'
import type { Compiled } from '../../compile/compile.ts'
import type { ArtifactFile } from '../../compile/emit/artifact-file.ts'
import { emitCluster, type ClusterArtifacts } from '../../compile/emit/emit.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import { Locator } from '../../compile/locate.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { CompiledClusterSummary, CompileResult } from '../../report/compile/result.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { commentHosts, type CommentHost } from '../../report/markdown/host.ts'
import type { OutputFolder, Written } from '../../repository/artifact-folder.ts'
import { previewArtifacts } from '../../repository/preview-artifacts.ts'
import { workingCopy } from '../../repository/working-copy.ts'
import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { compileRenderings } from '../output/compile-renderings.ts'
import { addOutputOptions, collect } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { filesAt } from '../repository/base.ts'
import { compilerFor, filesOf, todayOf } from '../repository/compile-folder.ts'
import { findRepository, type RepositoryFolder } from '../repository/folder.ts'
import { repairIfAsked } from '../repository/repair.ts'
import { compareWithBase, type ComparedRevision } from '../review/compare-revisions.ts'
import { passesGates, readGates } from '../review/gates.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = [
  'text',
  'json',
  'ndjson',
  'markdown',
  'sarif',
  'junit',
  'github',
  'github-summary',
  'gitlab',
]
const USUAL_OUT = join('.pader', 'out')

/** Puts the artifacts of one cluster into its folder, or only says what that would change. */
type Settle = (folder: string, artifacts: OutputFolder) => Written

/** `pader compile`: checks the YAML and writes what every node is to be. */
export const command: Command = {
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
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
      .option('--fail-on <gate>', 'exit with 4 when the change from --base is this risky, or does this', collect)
      .option('--out <folder>', `folder of the artifacts (default "${USUAL_OUT}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--location <name>', 'show only what is about this location')
      .option('--node <name>', 'show only what is about this node')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)')
      .option('--quiet', 'show errors and warnings, and no information')
      .option('--detailed-exitcode', 'exit with 2 when something differs from --base or --out'),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const [base, out, cluster] = [text(options['base']), text(options['out']), text(options['cluster'])]
    const dryRun = options['dryRun'] === true
    const detailed = wantsDetail(options)
    const gates = readGates(options['failOn'], base)
    const head = readHead(options['head'], dryRun)
    const repository = await findRepository(positional, world, cluster)
    // Git is asked while the files are compiled.
    const origin = provenanceOf(repository, world)
    const compileFiles = await compilerFor(repository, todayOf(options['now'], world), world)
    const ended = await repairIfAsked({ ...options, dryRun }, repository, compileFiles, world)
    if (ended !== undefined) return ended
    const files = head === undefined ? filesOf(repository) : await filesAt(head, repository)
    const { value: compiled, diagnostics } = compileFiles(files)
    const locator = new Locator(compiled.textOf)
    const shown = { location: text(options['location']), node: text(options['node']) }
    const broken = hasErrors(diagnostics)
    // The writer is loaded by nobody but a run that is allowed to write.
    const settle = dryRun ? previewArtifacts : (await import('../../repository/write-artifacts.ts')).writeArtifacts
    const clusters: CompiledClusterSummary[] = []
    const provenance = await origin
    for (const own of compiled.fleet.clusters) {
      const artifacts = emitCluster(own, repository.root, compiled.vocabularyOf(own.name))
      const place = broken ? undefined : placeFor(own.name, out ?? USUAL_OUT, world)
      clusters.push(summaryOf(own, { ...artifacts, files: [...artifacts.files, provenance] }, place, settle))
    }
    const located = diagnostics.map((found) => locator.locate(found))
    const compared =
      base === undefined
        ? undefined
        : await compareWithBase(base, { compiled, diagnostics: located, head }, shown, compileFiles, repository, world)
    const result: CompileResult = {
      diagnostics: located.filter((found) => isAbout(found, shown, compiled)),
      clusters,
      dryRun,
    }
    await publish(
      targets,
      compileRenderings({
        result,
        compiled,
        quiet: options['quiet'] === true,
        version: await versionOf(world),
        compared,
        host: hostOf(options['commentFor']),
      }),
      world,
      options['color'],
    )
    return broken || passesGates(compared?.reviews ?? [], gates, world)
      ? exitCodeOf(result, compared, broken, detailed)
      : EXIT.guarded
  },
}

/** Where the artifacts of a cluster go, and what that is called. */
function placeFor(cluster: string, out: string, world: World): { readonly folder: string; readonly shown: string } {
  return { folder: join(resolve(world.cwd, out), cluster), shown: join(out, cluster).replaceAll('\\', '/') }
}

interface Shown {
  readonly location: string | undefined
  readonly node: string | undefined
}

async function provenanceOf({ folder }: RepositoryFolder, world: World): Promise<ArtifactFile> {
  return provenanceFile({ ...(await workingCopy(folder)), paderVersion: await versionOf(world) })
}

function settleArtifacts(settle: Settle, folder: string, artifacts: ClusterArtifacts): Written {
  try {
    return settle(folder, artifacts)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(EXIT.internal, `cannot write the artifacts to "${folder}": ${why}`)
  }
}

/** One cluster's line of the result; without a place its artifacts are neither written nor previewed. */
function summaryOf(
  { name, nodes, locations }: Cluster,
  artifacts: ClusterArtifacts,
  place: { readonly folder: string; readonly shown: string } | undefined,
  settle: Settle,
): CompiledClusterSummary {
  const summary = { name, nodes: nodes.length, locations: locations.length, digest: artifacts.digest }
  if (place === undefined) return summary
  return { ...summary, artifacts: { folder: place.shown, ...settleArtifacts(settle, place.folder, artifacts) } }
}

/** Whether `--detailed-exitcode` was asked for; without anything to compare with it would say nothing. */
function wantsDetail(options: Readonly<Record<string, unknown>>): boolean {
  if (options['detailedExitcode'] !== true) return false
  if (options['base'] === undefined && options['out'] === undefined) {
    throw new UsageError('--detailed-exitcode needs something to compare with: give --base or --out')
  }
  return true
}

function hostOf(given: unknown): CommentHost {
  const found = Object.entries(commentHosts).find(([name]) => name === given)
  return found?.[1] ?? commentHosts.github
}

/** The revision to compile; its artifacts are nobody's to write, because they would pass for those of the working copy. */
function readHead(given: unknown, dryRun: boolean): string | undefined {
  const head = text(given)
  if (head !== undefined && !dryRun) throw new UsageError('--head writes no artifacts: add --dry-run')
  return head
}

/** Whether a finding is about the location or the node that was asked for. */
function isAbout({ span }: LocatedDiagnostic, { location, node }: Shown, { fleet }: Compiled): boolean {
  if (location === undefined && node === undefined) return true
  const home = fleet.clusters.flatMap(({ nodes }) => nodes).find(({ name }) => name === node)?.location
  return span.file.endsWith(`/locations/${home ?? location ?? ''}.yaml`)
}

function exitCodeOf(
  { clusters }: CompileResult,
  compared: ComparedRevision | undefined,
  broken: boolean,
  detailed: boolean,
): ExitCode {
  if (broken) return EXIT.invalid
  if (!detailed) return EXIT.ok
  const differs =
    compared === undefined ? clusters.some(artifactsDiffer) : compared.reviews.some(({ changes }) => changes.length > 0)
  return differs ? EXIT.changes : EXIT.ok
}

/** Where the artifacts come from is no difference in what they say. */
function artifactsDiffer({ artifacts }: CompiledClusterSummary): boolean {
  return [...(artifacts?.written ?? []), ...(artifacts?.removed ?? [])].some((path) => path !== 'provenance.json')
}

async function versionOf({ home }: World): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return known ? String(manifest.version) : 'unknown'
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
