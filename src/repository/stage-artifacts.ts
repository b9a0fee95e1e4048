import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file to be written, by its path below the cluster's folder. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}

/** Artifacts that stand beside their places. */
export interface StagedArtifacts {
  /** Puts them there, in their order. */
  put(): void
  /** Takes them away again. */
  drop(): void
}

/**
 * Writes artifacts so that a reader that follows the manifest never sees half of them. Everything is written beside
 * its place first, so a disk that is full or must not be written to changes nothing; then each file is replaced
 * atomically in the order given, in which the manifest is the last. Nothing else is touched.
 *
 * Nothing waits for the disk: artifacts can be made again at any time, and the next run repairs what a power cut took.
 */
export function stageArtifacts(folder: string, files: readonly OutputFile[]): StagedArtifacts {
  const drafts = new Drafts(randomUUID())
  drafts.orDrop(() => {
    for (const { path, text } of files) drafts.write(join(folder, path), text)
  })
  return drafts
}

/** Files that stand beside those that they are going to replace. It holds their names and not their texts: many may wait. */
class Drafts implements StagedArtifacts {
  readonly #run: string
  readonly #drafts: { readonly draft: string; readonly path: string }[] = []
  readonly #folders = new NewFolders()

  constructor(run: string) {
    this.#run = run
  }

  write(path: string, text: string): void {
    const draft = `${path}.${this.#run}.tmp`
    this.#folders.make(dirname(path))
    this.#drafts.push({ draft, path })
    writeFileSync(draft, text, { flag: 'wx' })
  }

  put(): void {
    this.orDrop(() => {
      for (const { draft, path } of this.#drafts) renameSync(draft, path)
    })
  }

  drop(): void {
    for (const { draft } of this.#drafts) remove(draft)
    this.#folders.removeEmpty()
  }

  orDrop(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.drop()
      throw error
    }
  }
}

/** Removes artifacts that nothing stands behind any more. */
export function removeArtifacts(folder: string, paths: readonly string[]): void {
  for (const path of paths) rmSync(join(folder, path), { force: true })
}

/** Folders that were made on the way. */
class NewFolders {
  readonly #seen = new Set<string>()
  readonly #made: string[] = []

  make(folder: string): void {
    if (this.#seen.has(folder)) return
    this.#seen.add(folder)
    const top = mkdirSync(folder, { recursive: true })
    if (top === undefined) return
    for (let made = folder; made.length >= top.length; made = dirname(made)) this.#made.push(made)
  }

  removeEmpty(): void {
    for (const folder of this.#made.toSorted((left, right) => right.length - left.length)) removeIfEmpty(folder)
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Somebody else uses it by now.
  }
}

/** What went wrong first is what is said, whatever goes wrong while cleaning up. */
function remove(draft: string): void {
  try {
    rmSync(draft, { force: true })
  } catch {
    // A draft that is left behind is in nobody's way.
  }
}
