import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RawFile } from '../source/source-file.ts'
import type { FolderSeals } from './artifact-folder.ts'
import { sealOf } from './file-seal.ts'
import { readFolder, readRaw, type ReadFile } from './read-folder.ts'

/** The files of a folder, and the seals of those that a later reading may rely on. */
export interface SealedFolder {
  readonly files: readonly RawFile[]
  readonly seals: FolderSeals
  /** Whether nothing is in the folder but files that have a seal. */
  readonly isWhole: boolean
}

/**
 * Reads a folder as {@link readFolder} does, but of a file that bears the seal which is known of it only the digest is
 * known, and its bytes are read when somebody asks for them. `now` is the time in milliseconds.
 */
export function readSealedFolder(folder: string, name: string, known: FolderSeals, now: number): SealedFolder {
  const seals = new Map<string, string>()
  let isWhole = true
  const read: ReadFile = (path, shown) => {
    // A file that changes while it is read no longer has the seal that was taken before.
    const seal = sealOf(path, now)
    const before = seal === undefined ? undefined : known.get(shown)
    if (before !== undefined && before.slice(DIGEST_LENGTH + 1) === seal) {
      seals.set(shown, before)
      return new UnreadFile(path, shown, before.slice(0, DIGEST_LENGTH))
    }
    const file = withDigest(readRaw(path, shown))
    if (seal !== undefined && 'digest' in file) seals.set(shown, `${file.digest} ${seal}`)
    return file
  }
  const files = readFolder(folder, name, read, () => (isWhole = false))
  return { files, seals, isWhole: isWhole && seals.size === files.length }
}

/** Reads what has not been read yet: from then on a file is what it holds, and no longer what was known of it. */
export function readNow(files: readonly RawFile[]): void {
  for (const file of files) if (file instanceof UnreadFile) file.read()
}

/** Whether nothing but the digest of a file is known. */
export function isUnread(file: RawFile): boolean {
  return file instanceof UnreadFile && !file.isRead
}

const DIGEST_LENGTH = 64

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
