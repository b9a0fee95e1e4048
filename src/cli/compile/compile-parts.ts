import { whoShares } from '../../compile/sharing.ts'
import { gatherClusters, type Gathered } from '../../compile/read/gather.ts'
import type { Compiled } from '../../compile/compile.ts'
import type { TextOf } from '../../compile/yaml/locate.ts'
import type { ClusterOutcome, PartOutcome } from '../../compile/outcome.ts'
import { inOrder } from '../../compile/check/sort-diagnostics.ts'
import type { CompiledClusterSummary } from '../../report/compile/result.ts'
import type { IntactFolder } from '../../repository/artifact-folder.ts'
import { readNow } from '../../repository/sealed-folder.ts'
import { hasErrors, type LocatedDiagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { OutcomeCache } from '../cache/outcome-cache.ts'
import type { NamedCache } from '../cache/open-cache.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'
import type { PartCompiler } from './part-compiler.ts'
import { ArtifactUpdate, type ArtifactUpdateContext } from './artifact-update.ts'

/** What compiling one revision of a repository came to. */
export interface CompiledParts {
  readonly diagnostics: readonly LocatedDiagnostic[]
  readonly clusters: readonly ClusterOutcome[]
  readonly summaries: readonly CompiledClusterSummary[]
  /** Whether the input has errors: then no artifacts are written or previewed. */
  readonly broken: boolean
  /** Where it was to be kept. */
  readonly model: Compiled | undefined
  /** Every folder of artifacts, where all of them were right; none where nothing is written. */
  readonly right: readonly IntactFolder[] | undefined
}

/** What compiling the parts depends on besides the files. */
export interface PartsContext {
  readonly repository: RepositoryFolder
  readonly today: string
  readonly textOf: TextOf
  readonly artifacts: ArtifactUpdateContext
  /** What is known from earlier runs, where anything may be. */
  readonly known: NamedCache | undefined
  /** Whether the models are kept, for a report that compares them. */
  readonly keepsModel: boolean
}

/**
 * Compiles a repository one cluster after the other, so that no more than one model is held, and settles the artifacts.
 * A part whose outcome is known is not compiled, unless its artifacts have to be written or its model is wanted.
 */
export async function compileParts(
  files: readonly RawFile[],
  context: PartsContext,
  world: World,
): Promise<CompiledParts> {
  const gathered = gatherClusters(files, context.repository)
  const compiler = once(async () => openCompiler(gathered, context, world))
  const known = new OutcomeCache(context.known, gathered)
  const update = new ArtifactUpdate(context.artifacts)
  try {
    const common = await known.common(async () => (await compiler()).common())
    const clusters: ClusterOutcome[] = []
    let broken = isBroken(common)
    for (const clusterFiles of gathered.clusters) {
      await signalsHadTheirTurn()
      const part = once(async () => (await compiler()).cluster(clusterFiles, known.hasRecalled))
      if (context.keepsModel) await part()
      const outcome = await known.cluster(clusterFiles, async () => (await part()).outcome)
      clusters.push(outcome)
      broken ||= isBroken(outcome)
      if (!broken) await update.add(outcome, async () => (await part()).artifacts)
    }
    const across = await acrossClusters(clusters, { files, gathered, repository: context.repository }, compiler)
    broken ||= isBroken(across)
    if (broken) update.drop()
    const settled = broken ? undefined : update.end()
    known.tidy()
    return {
      diagnostics: diagnosticsOf([common, ...clusters, across]),
      clusters,
      summaries: clusters.map((cluster) => summaryOf(cluster, settled?.get(cluster.name))),
      broken,
      model: context.keepsModel ? (await compiler()).model : undefined,
      right: broken ? [] : update.right,
    }
  } catch (error) {
    update.drop()
    throw error
  }
}

/** What is wrong between clusters; where none have anything in common that marks a node, nothing has to be compiled to know. */
async function acrossClusters(
  outcomes: readonly ClusterOutcome[],
  { files, gathered, repository }: Pick<PartsContext, 'repository'> & { files: readonly RawFile[]; gathered: Gathered },
  compiler: () => Promise<PartCompiler>,
): Promise<PartOutcome> {
  const { among, beside } = whoShares(outcomes, files, repository)
  const involved = [...gathered.clusters.filter(({ name }) => among.has(name)), ...beside]
  if (involved.length === 0) return { findings: [] }
  readNow(involved.flatMap(({ all }) => all))
  return (await compiler()).across(involved)
}

/** Where signals are handled by the process itself, they wait for as long as something is worked out. */
async function signalsHadTheirTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

/** Does the work at the first call. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let done: Promise<Value> | undefined
  return async () => (done ??= work())
}

async function openCompiler(
  gathered: Gathered,
  { repository, today, textOf, keepsModel, known }: PartsContext,
  world: World,
): Promise<PartCompiler> {
  const [{ PartCompiler }, { compileOptionsOf }, { PartsCache }] = await Promise.all([
    import('./part-compiler.ts'),
    import('../repository/compile-folder.ts'),
    import('../cache/parts-cache.ts'),
  ])
  const kept = known === undefined ? undefined : new PartsCache(known, repository.folder)
  const options = await compileOptionsOf(repository, today, world)
  return new PartCompiler(options, gathered, { textOf, keepsModel, kept })
}

function isBroken({ findings }: PartOutcome): boolean {
  return hasErrors(findings.map(({ located }) => located))
}

function diagnosticsOf(parts: readonly PartOutcome[]): readonly LocatedDiagnostic[] {
  const found = parts.flatMap(({ findings }) => findings)
  return inOrder(found, ({ place, located: { code, message } }) => ({ place, code, message })).map(
    ({ located }) => located,
  )
}

function summaryOf(
  { name, locations, digest }: ClusterOutcome,
  artifacts: CompiledClusterSummary['artifacts'],
): CompiledClusterSummary {
  const nodes = locations.reduce((sum, location) => sum + location.nodes.length, 0)
  return { name, nodes, locations: locations.length, digest, ...(artifacts === undefined ? {} : { artifacts }) }
}
