import type { ClusterFiles, Gathered } from '../../compile/read/gather.ts'
import type { ClusterOutcome, PartOutcome } from '../../compile/outcome.ts'
import { readNow } from '../../repository/sealed-folder.ts'
import type { RawFile } from '../../source/source-file.ts'
import type { NamedCache } from './open-cache.ts'

/** The outcomes of a repository's parts: from the cache where they are known, worked out and kept where they are not. */
export class OutcomeCache {
  readonly #known: NamedCache | undefined
  readonly #gathered: Gathered
  /** Whether something was known. */
  hasRecalled = false

  constructor(known: NamedCache | undefined, gathered: Gathered) {
    this.#known = known
    this.#gathered = gathered
  }

  async common(workOut: () => Promise<PartOutcome>): Promise<PartOutcome> {
    const { pader, others } = this.#gathered
    const keyOf = (): string | undefined => this.#known?.keys.common(this.#gathered)
    return this.#of({ keyOf, files: [pader, ...others], is: isPart, workOut })
  }

  async cluster(files: ClusterFiles, workOut: () => Promise<ClusterOutcome>): Promise<ClusterOutcome> {
    const { pader } = this.#gathered
    const keyOf = (): string | undefined => this.#known?.keys.cluster(files, pader)
    return this.#of({ keyOf, files: [pader, ...files.all], is: isCluster, workOut })
  }

  /** Ends the use of the cache. */
  tidy(): void {
    this.#known?.cache.tidy()
  }

  async #of<Outcome extends PartOutcome>({ keyOf, files, is, workOut }: Part<Outcome>): Promise<Outcome> {
    const known = keyOf()
    const kept = known === undefined ? undefined : this.#known?.cache.get(known)
    if (is(kept)) {
      this.hasRecalled = true
      return kept
    }
    // What is compiled is kept under what it holds, which is no longer what was known where it has just changed.
    readNow(files.flatMap((file) => file ?? []))
    const outcome = await workOut()
    const key = keyOf()
    if (key !== undefined) this.#known?.cache.put(key, outcome)
    return outcome
  }
}

/** A part of a repository: its name, the files it depends on, and what it comes to. */
interface Part<Outcome> {
  readonly keyOf: () => string | undefined
  readonly files: readonly (RawFile | undefined)[]
  readonly is: (value: unknown) => value is Outcome
  readonly workOut: () => Promise<Outcome>
}

/** The cache has shown that the text is as it was kept, and the key that the same build kept it. */
function isPart(value: unknown): value is PartOutcome {
  return typeof value === 'object' && value !== null && 'findings' in value && Array.isArray(value.findings)
}

function isCluster(value: unknown): value is ClusterOutcome {
  return isPart(value) && 'artifacts' in value && Array.isArray(value.artifacts) && 'digest' in value
}
