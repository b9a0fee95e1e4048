import { resolve } from 'node:path'
import type { TextOf } from '../../compile/yaml/locate.ts'
import { textsOf } from '../../compile/yaml/texts-of.ts'
import { isUnread } from '../../repository/sealed-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import { LastRunCache } from '../cache/last-run-cache.ts'
import { SealCache } from '../cache/seal-cache.ts'
import { openCache } from '../cache/open-cache.ts'
import { isLongRead, type Progress } from '../output/progress.ts'
import { readTemplates } from '../read-templates.ts'
import type { RepositoryFolder } from '../repository/folder.ts'
import type { World } from '../world.ts'
import type { CompileAsked } from './asked.ts'
import { compileParts, type CompiledParts } from './compile-parts.ts'
import { provenanceOf, usualOut } from './provenance.ts'
import { readInput } from './read-input.ts'
import type { ArtifactUpdateContext } from './artifact-update.ts'

/** What is compiled, and how. */
export interface Work {
  readonly asked: CompileAsked
  readonly repository: RepositoryFolder
  readonly today: string
  /** Whether what is known from earlier runs may be used. */
  readonly mayUseCache: boolean
  /** Whether no more is wanted than what a run says by itself: nothing about one location or node, and no list of files. */
  readonly isPlain: boolean
}

/** What compiling came to, and what it came from. */
export interface WorkedOut extends CompiledParts {
  readonly files: () => readonly RawFile[]
  readonly textOf: TextOf
}

/** Works out what a repository comes to and settles its artifacts, as far as that is not known from the last run. */
export async function workOut(work: Work, world: World, progress: Progress): Promise<WorkedOut> {
  const { asked, repository, today, isPlain } = work
  const { base, cluster, dryRun, out = usualOut } = asked
  const templates = readTemplates(world.home)
  const known = openCache({ isWanted: work.mayUseCache, root: repository.root, today, templates }, world)
  const seals = new SealCache(known)
  const { files, state } = await readInput(asked, repository, known && seals, world)
  const provenance = await provenanceOf(repository, { state, known }, world)
  const now = (): number => world.now().getTime()
  let texts: TextOf | undefined
  const textOf: TextOf = (path) => (texts ??= textsOf(files(), templates))(path)
  const places = [repository, resolve(world.cwd, out), cluster]
  const lastRun =
    known === undefined || state === undefined || !isPlain
      ? undefined
      : new LastRunCache(known, { places, state: [state, provenance.digest, out] })
  const before = lastRun?.get(now())
  if (before !== undefined) return { ...before, files, textOf, clusters: [], model: undefined, right: undefined }
  // What is not read is known, and will hardly be compiled.
  progress.say(`compiling ${files().length} files`, isLongRead(files().filter((file) => !isUnread(file))))
  const artifacts: ArtifactUpdateContext = {
    cwd: world.cwd,
    out,
    provenance,
    seals,
    wasRight: (folder) => lastRun?.wasRight(folder),
    now,
    endInOrder: world.endInOrder,
    ...(dryRun ? {} : { openWriter }),
  }
  const keepsModel = base !== undefined
  const parts = await compileParts(files(), { repository, today, textOf, artifacts, keepsModel, known }, world)
  lastRun?.put(parts)
  return { ...parts, files, textOf }
}

/** The writer is loaded by nobody but a run that is allowed to write, and has something to write. */
const openWriter: NonNullable<ArtifactUpdateContext['openWriter']> = async () => {
  const [{ stageArtifacts, removeArtifacts }, { draftBeside, sweepDrafts }] = await Promise.all([
    import('../../repository/stage-artifacts.ts'),
    import('../process/drafts.ts'),
  ])
  return { stageArtifacts, removeArtifacts, drafts: { beside: draftBeside, sweep: sweepDrafts } }
}
