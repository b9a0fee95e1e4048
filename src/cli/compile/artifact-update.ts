import { join, relative, resolve } from 'node:path'
import type { ArtifactFile, DigestedFile } from '../../compile/emit/artifact-file.ts'
import type { ClusterOutcome } from '../../compile/outcome.ts'
import type { CompiledClusterSummary } from '../../report/compile/result.ts'
import { EXIT } from '../../report/exit-code.ts'
import { examineFolder, isUntouched, sealsIn, staleFiles, type IntactFolder } from '../../repository/artifact-folder.ts'
import type * as staging from '../../repository/stage-artifacts.ts'
import { CommandFailure } from '../command.ts'
import type { SealCache } from '../cache/seal-cache.ts'
import { wayOut } from '../process/trouble-with-files.ts'

/** The way to write artifacts; held only by a run that is allowed to write. */
export interface ArtifactWriter extends Pick<typeof staging, 'stageArtifacts' | 'removeArtifacts'> {
  readonly drafts: staging.DraftNames
}

/** What updating the artifacts depends on besides the clusters. */
export interface ArtifactUpdateContext {
  readonly cwd: string
  /** Folder of the artifacts, as it is shown. */
  readonly out: string
  readonly provenance: DigestedFile
  /** What is known of the files from earlier runs. */
  readonly seals: SealCache
  /** What is known of a folder, where it was right when the last run ended that found all of them right. */
  readonly wasRight: (folder: string) => IntactFolder | undefined
  /** The time in milliseconds. */
  readonly now: () => number
  /** Called before anything is put in its place: what is begun then is not cut off. */
  readonly endInOrder: () => void
  /** Loads the writer; absent in a dry run. */
  readonly openWriter?: () => Promise<ArtifactWriter>
}

interface UpdatedFolder {
  readonly outcome: ClusterOutcome
  readonly folder: string
  readonly differing: readonly string[]
  readonly stale: readonly string[]
  /** Undefined where some files are not what they are to be, or have no seal. */
  readonly right: (() => IntactFolder) | undefined
  readonly staged?: staging.StagedArtifacts
}

/**
 * Brings the folders of artifacts to what was compiled. The clusters come one after the other and are not held until
 * the last one is there, so their artifacts wait beside their places: nothing is put there before all are known to be right.
 */
export class ArtifactUpdate {
  readonly #context: ArtifactUpdateContext
  readonly #clusters: UpdatedFolder[] = []
  #writer: ArtifactWriter | undefined

  constructor(context: ArtifactUpdateContext) {
    this.#context = context
  }

  /** Takes a cluster; its artifacts are asked for only where some have to be written. */
  async add(outcome: ClusterOutcome, artifactsOf: () => Promise<readonly ArtifactFile[]>): Promise<void> {
    const settled = this.#examined(outcome)
    const isRight = settled.differing.length + settled.stale.length === 0
    const writer = isRight ? undefined : (this.#writer ??= await this.#context.openWriter?.())
    const isWritten = writer !== undefined && settled.differing.length > 0
    const staged = isWritten ? await this.#staged(settled, artifactsOf, writer) : undefined
    this.#clusters.push(staged === undefined ? settled : { ...settled, staged })
  }

  /** What is there of a cluster's artifacts, held against what is to be there. */
  #examined(outcome: ClusterOutcome): UpdatedFolder {
    const { cwd, out, provenance, seals, now, wasRight } = this.#context
    const folder = resolve(cwd, out, outcome.name)
    // The manifest says what all the others hold, except for where it all comes from.
    const content = `${outcome.artifacts.at(-1)?.digest} ${provenance.digest}`
    const before = wasRight(folder)
    if (before?.content === content && isUntouched(before, now())) {
      return { outcome, folder, differing: [], stale: [], right: () => before }
    }
    const expected = [...outcome.artifacts.slice(0, -1), provenance, ...outcome.artifacts.slice(-1)]
    const known = seals.of(folder)
    const { differing, seals: found } = examineFolder(folder, expected, now(), known)
    seals.put(folder, known, found)
    const paths = expected.map(({ path }) => path)
    const stale = staleFiles(folder, new Set(paths))
    const isSealed = differing.length + stale.length === 0 && found.size === paths.length
    const right = isSealed ? (): IntactFolder => ({ folder, paths, content, seals: sealsIn(found) }) : undefined
    return { outcome, folder, differing, stale, right }
  }

  async #staged(
    { folder, differing }: UpdatedFolder,
    artifactsOf: () => Promise<readonly ArtifactFile[]>,
    writer: ArtifactWriter,
  ): Promise<staging.StagedArtifacts> {
    const { provenance } = this.#context
    const isOnlyProvenance = differing.every((path) => path === provenance.path)
    const byPath = new Map((isOnlyProvenance ? [] : await artifactsOf()).map((file) => [file.path, file]))
    const files = differing.flatMap((path) => (path === provenance.path ? provenance : (byPath.get(path) ?? [])))
    return orFail(folder, () => writer.stageArtifacts(this.#placeOf(folder), files, writer.drafts))
  }

  /** Puts everything in its place and says of each cluster what that changed. */
  end(): ReadonlyMap<string, NonNullable<CompiledClusterSummary['artifacts']>> {
    if (this.#writer !== undefined) this.#context.endInOrder()
    return new Map(
      this.#clusters.map((settled) => {
        this.#put(settled)
        const { outcome, differing: written, stale: removed } = settled
        const unchanged = outcome.artifacts.length + 1 - written.length
        const folder = join(this.#context.out, outcome.name).replaceAll('\\', '/')
        return [outcome.name, { folder, written, unchanged, removed }]
      }),
    )
  }

  /** Every folder, where all of them were right before anything was put there. */
  get right(): readonly IntactFolder[] | undefined {
    const right = this.#clusters.flatMap((settled) => settled.right ?? [])
    return right.length === this.#clusters.length ? right.map((tell) => tell()) : undefined
  }

  /** Takes away what waits beside its place. */
  drop(): void {
    for (const { staged } of this.#clusters) staged?.drop()
  }

  /** Below the directory that the run works in, what lies on the way may be of the repository; `--out` elsewhere is the caller's. */
  #placeOf(folder: string): staging.ArtifactPlace {
    const { cwd, out } = this.#context
    const base = resolve(cwd, out)
    return { folder, base: relative(cwd, base).startsWith('..') ? base : cwd }
  }

  #put({ folder, staged, stale }: UpdatedFolder): void {
    const writer = this.#writer
    if (writer === undefined) return
    orFail(folder, () => {
      staged?.put()
      writer.removeArtifacts(this.#placeOf(folder), stale)
    })
  }
}

function orFail<Value>(folder: string, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandFailure(
      EXIT.internal,
      `cannot write the artifacts to "${folder}": ${why}`,
      `${wayOut(error)}, name another folder with --out, or look with --dry-run`,
    )
  }
}
