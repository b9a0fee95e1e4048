import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RawFile } from '../source/source-file.ts'
import type { FolderSeals } from './artifact-folder.ts'
import { countingBytes } from './bounds.ts'
import { digestIn, digestOfSeals, isReadUnder, readUnder, sealOf, type Seal } from './file-seal.ts'
import { listFolder, type FoundFile } from './list-folder.ts'
import { readRaw } from './read-folder.ts'

/** The files of a folder with their seals; nothing of them has been read. */
export interface SealedFolder {
  /** What it is called in paths. */
  readonly name: string
  readonly files: readonly { readonly file: FoundFile; readonly seal: Seal | undefined }[]
  /**
   * Another one as soon as anything in the folder may have changed. Undefined where nothing can be concluded: something in
   * it has no seal or is hidden.
   */
  readonly state: string | undefined
}

/** Finds what {@link listFolder} does, and takes the seals. `now` is the time in milliseconds. */
export function sealFolder(folder: string, name: string, now: number): SealedFolder {
  const { files: found, leavesOut } = listFolder(folder, name)
  const seals: Seal[] = []
  const files = found.map((file) => {
    const seal = 'full' in file ? sealOf(file.full, now) : undefined
    if (seal !== undefined) seals.push(seal)
    return { file, seal }
  })
  // An empty folder is all that it can be: a file in it would be found.
  const sealed = files.filter(({ file, seal }) => seal !== undefined || isEmptyFolder(file))
  const isWhole = !leavesOut && sealed.length === files.length
  return {
    name,
    files,
    state: isWhole
      ? digestOfSeals(
          found.map(({ path }) => path),
          seals,
        )
      : undefined,
  }
}

function isEmptyFolder(file: FoundFile): boolean {
  return 'folder' in file && file.folder === 'empty'
}

/**
 * The files of a sealed folder. Of one that bears the seal which is known of it only the digest is known, and its bytes
 * are read when somebody asks for them; the others are read. `seals` are those that a later reading may rely on.
 */
export function readSealed(
  { files, name }: SealedFolder,
  known: FolderSeals,
): { readonly files: readonly RawFile[]; readonly seals: FolderSeals } {
  const seals = new Map<string, string>()
  const count = countingBytes(name)
  const read = files.map(({ file, seal }): RawFile => {
    if (!('full' in file)) return file
    const { full, path } = file
    const before = known.get(path)
    if (before !== undefined && seal !== undefined && isReadUnder(seal, before)) {
      seals.set(path, before)
      count(seal[1])
      return new UnreadFile(full, path, digestIn(before))
    }
    const now = withDigest(readRaw(full, path))
    if ('bytes' in now) count(now.bytes.byteLength)
    // A file that changes while it is read no longer has the seal that was taken before.
    if (seal !== undefined && 'digest' in now) seals.set(path, readUnder(seal, now.digest))
    return now
  })
  return { files: read, seals }
}

/** Reads what has not been read yet: from then on a file is what it holds, and no longer what was known of it. */
export function readNow(files: readonly RawFile[]): void {
  for (const file of files) if (file instanceof UnreadFile) file.read()
}

/** Whether nothing but the digest of a file is known. */
export function isUnread(file: RawFile): boolean {
  return file instanceof UnreadFile && !file.isRead
}

function withDigest(file: RawFile): RawFile {
  return 'bytes' in file ? { ...file, digest: hash('sha256', file.bytes) } : file
}

/** A file that was read in an earlier run. What it holds may have changed by the time it is read again. */
class UnreadFile {
  readonly path: string
  readonly #full: string
  #digest: string
  #bytes: Uint8Array | undefined

  constructor(full: string, path: string, digest: string) {
    this.path = path
    this.#full = full
    this.#digest = digest
  }

  get isRead(): boolean {
    return this.#bytes !== undefined
  }

  get digest(): string {
    return this.#digest
  }

  get bytes(): Uint8Array {
    return this.read()
  }

  read(): Uint8Array {
    if (this.#bytes === undefined) {
      this.#bytes = readFileSync(this.#full)
      this.#digest = hash('sha256', this.#bytes)
    }
    return this.#bytes
  }
}
