import type { RawFile } from '../source/source-file.ts'
import { sealOf } from './file-seal.ts'
import { readFolder, readRaw } from './read-folder.ts'

interface SealedFile {
  readonly seal: string | undefined
  readonly file: RawFile
}

/**
 * Reads a folder again and again. A file that has not changed is the very one of the last time, and need not be read
 * where the file system says that it cannot have.
 */
export class FolderReader {
  readonly #now: () => number
  #last: ReadonlyMap<string, SealedFile> = new Map()

  /** `now` is the time in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  read(folder: string, name: string): readonly RawFile[] {
    const found = new Map<string, SealedFile>()
    const files = readFolder(folder, name, (path, shown) => {
      const before = this.#last.get(shown)
      // A file that changes while it is read no longer has the seal that was taken before.
      const seal = sealOf(path, this.#now())?.join(' ')
      const isKnown = seal !== undefined && seal === before?.seal
      const file = isKnown ? before.file : sameOrNew(before?.file, readRaw(path, shown))
      found.set(shown, { seal, file })
      return file
    })
    this.#last = found
    return files
  }
}

function sameOrNew(before: RawFile | undefined, file: RawFile): RawFile {
  if (before === undefined || !('bytes' in before) || !('bytes' in file)) return file
  return Buffer.compare(before.bytes, file.bytes) === 0 ? before : file
}
