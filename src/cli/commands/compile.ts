import { join, resolve } from 'node:path'
import { readFile } from 'node:fs/promises'
import { compareFleets } from '../../compile/compare.ts'
import type { Compiled } from '../../compile/compile.ts'
import { emitCluster, type ClusterArtifacts } from '../../compile/emit/emit.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import { Locator } from '../../compile/locate.ts'
import type { Cluster } from '../../model/fleet.ts'
import { closedGates, gateNames, reviewsOf, type Gate, type Review } from '../../plan/review/review.ts'
import type { CompiledClusterSummary, CompileResult } from '../../report/compile/result.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import type { OutputFolder, Written } from '../../repository/artifact-folder.ts'
import { previewArtifacts } from '../../repository/preview-artifacts.ts'
import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { dialectFor } from '../gateway/dialects.ts'
import { compileRenderings, type ComparedRevision } from '../output/compile-renderings.ts'
import { addOutputOptions, collect } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { compilerFor, filesOf, todayOf, type CompileFiles } from '../repository/compile-folder.ts'
import { causeLocator, compileRevision } from '../repository/base.ts'
import { findRepository, type RepositoryFolder } from '../repository/folder.ts'
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
type Settle = (folder: string, artifacts: OutputFolder) => Promise<Written>

/** `pader compile`: checks the YAML and writes what every node is to be. */
export const command: Command = {
  configure: (parser) =>
    addOutputOptions(parser, FORMATS)
      .argument('[path...]', 'a folder of clusters, or clusters (default "clusters")')
      .option('--dry-run', 'write nothing and say what would be written')
      .option('--base <revision>', 'say which nodes and values differ from a git revision')
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
    const repository = await findRepository(positional, world, cluster)
    const compileFiles = await compilerFor(repository, todayOf(options['now'], world), world)
    const { value: compiled, diagnostics } = compileFiles(await filesOf(repository))
    const locator = new Locator(compiled.textOf)
    const shown = { location: text(options['location']), node: text(options['node']) }
    const broken = hasErrors(diagnostics)
    // The writer is loaded by nobody but a run that is allowed to write.
    const settle = dryRun ? previewArtifacts : (await import('../../repository/write-artifacts.ts')).writeArtifacts
    const outFolder = resolve(world.cwd, out ?? USUAL_OUT)
    const clusters: CompiledClusterSummary[] = []
    for (const own of compiled.fleet.clusters) {
      const artifacts = emitCluster(own, repository.root, compiled.vocabularyOf(own.name))
      const place = { folder: join(outFolder, own.name), shown: join(out ?? USUAL_OUT, own.name).replaceAll('\\', '/') }
      clusters.push(await summaryOf(own, artifacts, broken ? undefined : place, settle, repository, world))
    }
    const compared = await compareWithBase(base, compiled, compileFiles, repository, world)
    const result: CompileResult = {
      diagnostics: diagnostics.map((found) => locator.locate(found)).filter((found) => isAbout(found, shown, compiled)),
      clusters,
      dryRun,
      ...(compared === undefined ? {} : { base: narrowed(compared.base, shown) }),
    }
    await publish(
      targets,
      compileRenderings({
        result,
        compiled,
        quiet: options['quiet'] === true,
        version: await versionOf(world),
        review: compared?.review,
      }),
      world,
      options['color'],
    )
    return broken || passes(compared?.review.reviews ?? [], gates, world)
      ? exitCodeOf(result, broken, detailed)
      : EXIT.guarded
  },
}

interface Shown {
  readonly location: string | undefined
  readonly node: string | undefined
}

async function settleArtifacts(
  settle: Settle,
  folder: string,
  { files, manifest }: ClusterArtifacts,
  repository: RepositoryFolder,
  world: World,
): Promise<Written> {
  const { workingCopy } = await import('../../repository/read-revision.ts')
  const origin = await workingCopy(repository.folder).catch(() => undefined)
  const provenance = provenanceFile({ ...origin, paderVersion: await versionOf(world) })
  try {
    return await settle(folder, { files: [...files, provenance], manifest })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(EXIT.internal, `cannot write the artifacts to "${folder}": ${why}`)
  }
}

interface Compared {
  readonly base: NonNullable<CompileResult['base']>
  readonly review: ComparedRevision
}

async function compareWithBase(
  revision: string | undefined,
  compiled: Compiled,
  compileFiles: CompileFiles,
  repository: RepositoryFolder,
  world: World,
): Promise<Compared | undefined> {
  if (revision === undefined) return undefined
  const earlier = await compileRevision(revision, compileFiles, repository, world)
  const dialect = await dialectFor(repository.folder, false, world)
  return {
    base: { revision, changes: compareFleets(earlier.fleet, compiled.fleet) },
    review: {
      earlier,
      reviews: reviewsOf(earlier.fleet.clusters, compiled.fleet.clusters, () => dialect),
      locate: causeLocator(earlier, compiled),
    },
  }
}

/** Whether every gate is open; one that is closed is named. */
function passes(reviews: readonly Review[], gates: readonly Gate[], world: World): boolean {
  const closed = new Set(reviews.flatMap((review) => closedGates(review, gates)))
  if (closed.size === 0) return true
  world.stderr.write(`pader: the change does not pass --fail-on ${[...closed].join(', ')}\n`)
  return false
}

/** One cluster's line of the result; without a place its artifacts are neither written nor previewed. */
async function summaryOf(
  { name, nodes, locations }: Cluster,
  artifacts: ClusterArtifacts,
  place: { readonly folder: string; readonly shown: string } | undefined,
  settle: Settle,
  repository: RepositoryFolder,
  world: World,
): Promise<CompiledClusterSummary> {
  const summary = { name, nodes: nodes.length, locations: locations.length, digest: artifacts.digest }
  if (place === undefined) return summary
  const written = await settleArtifacts(settle, place.folder, artifacts, repository, world)
  return { ...summary, artifacts: { folder: place.shown, ...written } }
}

/** Whether `--detailed-exitcode` was asked for; without anything to compare with it would say nothing. */
function wantsDetail(options: Readonly<Record<string, unknown>>): boolean {
  if (options['detailedExitcode'] !== true) return false
  if (options['base'] === undefined && options['out'] === undefined) {
    throw new UsageError('--detailed-exitcode needs something to compare with: give --base or --out')
  }
  return true
}

/** What a change must not do to pass; naming a gate without a base to compare with would guard nothing. */
function readGates(given: unknown, base: string | undefined): readonly Gate[] {
  const values = Array.isArray(given) ? given.map(String) : []
  if (values.length > 0 && base === undefined) throw new UsageError('--fail-on needs --base to compare with')
  return values.map((value) => {
    const gate = gateNames.find((name) => name === value)
    if (gate === undefined) throw new UsageError(`unknown gate "${value}": a gate is one of ${gateNames.join(', ')}`)
    return gate
  })
}

/** Whether a finding is about the location or the node that was asked for. */
function isAbout({ span }: LocatedDiagnostic, { location, node }: Shown, { fleet }: Compiled): boolean {
  if (location === undefined && node === undefined) return true
  const home = fleet.clusters.flatMap(({ nodes }) => nodes).find(({ name }) => name === node)?.location
  return span.file.endsWith(`/locations/${home ?? location ?? ''}.yaml`)
}

function narrowed(base: NonNullable<CompileResult['base']>, { location, node }: Shown): typeof base {
  if (location === undefined && node === undefined) return base
  const changes = base.changes.map((change) => ({
    ...change,
    nodes: change.nodes.filter(
      (own) => (node === undefined || own.node === node) && (location === undefined || own.location === location),
    ),
  }))
  return { ...base, changes }
}

function exitCodeOf({ clusters, base }: CompileResult, broken: boolean, detailed: boolean): ExitCode {
  if (broken) return EXIT.invalid
  if (!detailed) return EXIT.ok
  const differs = base === undefined ? clusters.some(artifactsDiffer) : base.changes.length > 0
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
