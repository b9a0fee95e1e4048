import { lstatSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { makeFolder } from './make-folder.ts'

/** Where artifacts go. */
export interface ArtifactPlace {
  /** The cluster's folder. */
  readonly folder: string
  /** What it lies in and somebody named, whatever leads there; from here on nothing is written or removed through a link. */
  readonly base: string
}

/** A file to be written, by its path below the cluster's folder. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}

/** What files are called that stand beside those that they are going to replace. */
export interface DraftNames {
  beside(path: string): string
  /** Removes those that killed processes left in a folder. */
  sweep(folder: string): void
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
 * atomically in the order given, in which the manifest is the last. Nothing else is touched: a link that a commit
 * brought along leads nowhere.
 *
 * Nothing waits for the disk: artifacts can be made again at any time, and the next run repairs what a power cut took.
 */
export function stageArtifacts(
  { folder, base }: ArtifactPlace,
  files: readonly OutputFile[],
  names: DraftNames,
): StagedArtifacts {
  const drafts = new Drafts(names, base)
  drafts.orDrop(() => {
    for (const { path, text } of files) drafts.write(join(folder, path), text)
  })
  return drafts
}

/** Files that stand beside those that they are going to replace. It holds their names and not their texts: many may wait. */
class Drafts implements StagedArtifacts {
  readonly #names: DraftNames
  readonly #drafts: { readonly draft: string; readonly path: string }[] = []
  readonly #folders: NewFolders

  constructor(names: DraftNames, base: string) {
    this.#names = names
    this.#folders = new NewFolders(base, names)
  }

  write(path: string, text: string): void {
    const draft = this.#names.beside(path)
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
export function removeArtifacts({ folder, base }: ArtifactPlace, paths: readonly string[]): void {
  for (const above of new Set(paths.map((path) => dirname(join(folder, path))))) refuseLinks(base, above)
  for (const path of paths) rmSync(join(folder, path), { force: true })
}

/** Throws where one of the folders that lead from a base to a folder is a link. */
function refuseLinks(base: string, folder: string): void {
  let path = base
  for (const name of relative(base, folder).split(sep)) {
    path = join(path, name)
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new Error(`"${path}" is a link, and artifacts are neither written nor removed through one`)
  }
}

/** Folders that are written to: those that were made on the way, and what was left in the others. */
class NewFolders {
  readonly #base: string
  readonly #names: DraftNames
  readonly #seen = new Set<string>()
  readonly #made: string[] = []

  constructor(base: string, names: DraftNames) {
    this.#base = base
    this.#names = names
  }

  make(folder: string): void {
    if (this.#seen.has(folder)) return
    this.#seen.add(folder)
    refuseLinks(this.#base, folder)
    const top = makeFolder(folder)
    if (top === undefined) return this.#names.sweep(folder)
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
