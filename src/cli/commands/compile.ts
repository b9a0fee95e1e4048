import { join, resolve } from 'node:path'
import { readFile } from 'node:fs/promises'
import { compareFleets } from '../../compile/compare.ts'
import type { Compiled } from '../../compile/compile.ts'
import { emitCluster, type ClusterArtifacts } from '../../compile/emit/emit.ts'
import { provenanceFile } from '../../compile/emit/provenance.ts'
import { Locator } from '../../compile/locate.ts'
import { compileJson } from '../../report/compile/json.ts'
import type { CompiledClusterSummary, CompileResult } from '../../report/compile/result.ts'
import { compileText } from '../../report/compile/text.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { diagnosticsNdjson } from '../../report/json/diagnostics.ts'
import type { OutputFolder, Written } from '../../repository/artifact-folder.ts'
import { previewArtifacts } from '../../repository/preview-artifacts.ts'
import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import { CommandFailure, UsageError, type Command } from '../command.ts'
import { addOutputOptions } from '../output/options.ts'
import { publish } from '../output/publish.ts'
import { readTargets, type Format } from '../output/target.ts'
import { compilerFor, filesOf, todayOf, type CompileFiles } from '../repository/compile-folder.ts'
import { findRepository, type RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'

const FORMATS: readonly Format[] = ['text', 'json', 'ndjson']
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
      .option('--out <folder>', `folder of the artifacts (default "${USUAL_OUT}")`)
      .option('--cluster <name>', 'only this cluster')
      .option('--location <name>', 'show only what is about this location')
      .option('--node <name>', 'show only what is about this node')
      .option('--now <date>', 'today, for what expires (YYYY-MM-DD)')
      .option('--detailed-exitcode', 'exit with 2 when something differs from --base or --out'),

  run: async ({ positional, options }, world) => {
    const targets = readTargets(options['output'], FORMATS)
    const [base, out, cluster] = [text(options['base']), text(options['out']), text(options['cluster'])]
    const dryRun = options['dryRun'] === true
    const detailed = options['detailedExitcode'] === true
    if (detailed && base === undefined && out === undefined) {
      throw new UsageError('--detailed-exitcode needs something to compare with: give --base or --out')
    }
    const repository = await findRepository(positional, world, cluster)
    const compileFiles = await compilerFor(repository, todayOf(options['now'], world), world)
    const { value: compiled, diagnostics } = compileFiles(await filesOf(repository))
    const locator = new Locator(compiled.textOf)
    const shown = { location: text(options['location']), node: text(options['node']) }
    const broken = hasErrors(diagnostics)
    // The writer is loaded by nobody but a run that is allowed to write.
    const settle = dryRun ? previewArtifacts : (await import('../../repository/write-artifacts.ts')).writeArtifacts
    const outFolder = resolve(world.cwd, out ?? USUAL_OUT)
    const emitted = compiled.fleet.clusters.map((own) => ({
      cluster: own,
      artifacts: emitCluster(own, repository.root),
    }))
    const clusters: CompiledClusterSummary[] = []
    for (const { cluster: own, artifacts } of emitted) {
      const summary = {
        name: own.name,
        nodes: own.nodes.length,
        locations: own.locations.length,
        digest: artifacts.digest,
      }
      const folder = join(outFolder, own.name)
      const written = broken ? undefined : await settleArtifacts(settle, folder, artifacts, repository, world)
      const where = join(out ?? USUAL_OUT, own.name).replaceAll('\\', '/')
      clusters.push(written === undefined ? summary : { ...summary, artifacts: { folder: where, ...written } })
    }
    const compared = base === undefined ? undefined : await compareWithBase(base, compiled, compileFiles, repository)
    const result: CompileResult = {
      diagnostics: diagnostics.map((found) => locator.locate(found)).filter((found) => isAbout(found, shown, compiled)),
      clusters,
      dryRun,
      ...(compared === undefined ? {} : { base: narrowed(compared, shown) }),
    }
    await publish(
      targets,
      {
        text: (look) => compileText(result, compiled.textOf, look),
        json: () => compileJson(result),
        ndjson: () => diagnosticsNdjson(result.diagnostics),
      },
      world,
      options['color'],
    )
    return exitCodeOf(result, broken, detailed)
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

async function compareWithBase(
  revision: string,
  compiled: Compiled,
  compileFiles: CompileFiles,
  { folder, root }: RepositoryFolder,
): Promise<NonNullable<CompileResult['base']>> {
  const { readRevision, RevisionError } = await import('../../repository/read-revision.ts')
  try {
    const { files } = await readRevision(folder, revision, root)
    return { revision, changes: compareFleets(compileFiles(files).value.fleet, compiled.fleet) }
  } catch (error) {
    if (error instanceof RevisionError) throw new CommandFailure(EXIT.invalid, error.message)
    throw error
  }
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
