import { isUntouched, type IntactFolder } from '../../repository/artifact-folder.ts'
import type { CompiledParts } from '../compile/compile-parts.ts'
import type { NamedCache } from './open-cache.ts'

/** What a run says, when it has nothing to write. */
export type RunOutcome = Pick<CompiledParts, 'diagnostics' | 'summaries' | 'broken'>

/** A run, by what it was asked to do. */
export interface RunName {
  /** Where its files lie and where its artifacts go, and which clusters it looks at. */
  readonly places: readonly unknown[]
  /** What else it depends on: the files with their seals, and the rest of what goes into an artifact. */
  readonly state: readonly string[]
}

interface Kept extends RunOutcome {
  readonly state: string
  readonly folders: readonly IntactFolder[]
}

/**
 * What the last run came to, for the most frequent one: the same was asked, no file was touched since, and every
 * artifact is there as it was. It is one thing to recall, whatever the number of clusters.
 */
export class LastRunCache {
  readonly #known: NamedCache
  readonly #key: string
  readonly #state: string
  #folders: ReadonlyMap<string, IntactFolder> = new Map()

  constructor(known: NamedCache, { places, state }: RunName) {
    this.#known = known
    this.#key = known.keys.folder('run', JSON.stringify(places))
    this.#state = known.keys.run(...state)
  }

  /** What it came to; undefined where something is not as it was. `now` is the time in milliseconds. */
  get(now: number): RunOutcome | undefined {
    const kept = this.#known.cache.get(this.#key)
    if (!isKept(kept)) return undefined
    this.#folders = new Map(kept.folders.map((one) => [one.folder, one]))
    return kept.state === this.#state && kept.folders.every((one) => isUntouched(one, now)) ? kept : undefined
  }

  /** What is known of a folder of artifacts when the run was recalled, whatever became of its input. */
  wasRight(folder: string): IntactFolder | undefined {
    return this.#folders.get(folder)
  }

  /** Keeps what a run came to that found every artifact as it is to be. */
  put({ diagnostics, summaries, broken, right }: CompiledParts): void {
    if (right === undefined) return
    const kept: Kept = {
      diagnostics,
      summaries,
      broken,
      state: this.#state,
      folders: right,
    }
    this.#known.cache.put(this.#key, kept)
  }
}

/** The cache has shown that the text is as it was kept, and the key that the same build kept it. */
function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'folders' in value && Array.isArray(value.folders)
}
