import { hash } from 'node:crypto'
import type { FolderSeals } from '../../repository/artifact-folder.ts'
import type { Memory } from './memory.ts'

/** What is known of folders of artifacts from earlier runs, so that files which did not change are not read again. */
export class KnownSeals {
  readonly #memory: Memory | undefined

  constructor(memory: Memory | undefined) {
    this.#memory = memory
  }

  /** What is known of the files of a folder, by its full path. */
  of(folder: string): FolderSeals {
    const kept = this.#memory?.recall(keyOf(folder))
    return new Map(isEntries(kept) ? kept : [])
  }

  /** Keeps what was found, unless it is what was known. */
  keep(folder: string, known: FolderSeals, found: FolderSeals): void {
    const isNew = known.size !== found.size || [...found].some(([path, seal]) => known.get(path) !== seal)
    if (isNew) this.#memory?.keep(keyOf(folder), [...found])
  }
}

function keyOf(folder: string): string {
  return hash('sha256', `seals ${folder}`)
}

function isEntries(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry: unknown) => Array.isArray(entry) && entry.length === 2 && entry.every((text) => typeof text === 'string'),
    )
  )
}
