import type { FolderSeals } from '../../repository/artifact-folder.ts'
import type { NamedCache } from './open-cache.ts'

/** What is known of files from earlier runs, so that those which did not change are not read again. */
export class SealCache {
  readonly #known: NamedCache | undefined

  constructor(known: NamedCache | undefined) {
    this.#known = known
  }

  /** What is known of the files of a folder, by its full path. */
  of(folder: string): FolderSeals {
    const kept = this.#known?.cache.get(this.#known.keys.folder('seals', folder))
    return new Map(isEntries(kept) ? kept : [])
  }

  /** Keeps what was found, unless it is what was known. */
  put(folder: string, known: FolderSeals, found: FolderSeals): void {
    const isNew = known.size !== found.size || [...found].some(([path, seal]) => known.get(path) !== seal)
    if (isNew) this.#known?.cache.put(this.#known.keys.folder('seals', folder), [...found])
  }
}

function isEntries(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) => Array.isArray(entry) && entry.length === 2 && entry.every((text) => typeof text === 'string'),
    )
  )
}
