import type { ClusterFiles, Gathered } from '../../compile/gather.ts'
import type { ClusterOutcome, PartOutcome } from '../../compile/outcome.ts'
import type { NamedMemory } from './memory-of.ts'

/** The outcomes of a repository's parts: from memory where they are known, worked out and kept where they are not. */
export class KnownOutcomes {
  readonly #known: NamedMemory | undefined
  readonly #gathered: Gathered

  constructor(known: NamedMemory | undefined, gathered: Gathered) {
    this.#known = known
    this.#gathered = gathered
  }

  async common(workOut: () => Promise<PartOutcome>): Promise<PartOutcome> {
    return this.#of(this.#known?.keys.common(this.#gathered), isPart, workOut)
  }

  async cluster(files: ClusterFiles, workOut: () => Promise<ClusterOutcome>): Promise<ClusterOutcome> {
    return this.#of(this.#known?.keys.cluster(files, this.#gathered.pader), isCluster, workOut)
  }

  /** Ends the use of the memory. */
  tidy(): void {
    this.#known?.memory.tidy()
  }

  async #of<Outcome extends PartOutcome>(
    key: string | undefined,
    is: (value: unknown) => value is Outcome,
    workOut: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const kept = key === undefined ? undefined : this.#known?.memory.recall(key)
    if (is(kept)) return kept
    const outcome = await workOut()
    if (key !== undefined) this.#known?.memory.keep(key, outcome)
    return outcome
  }
}

/** The memory has shown that the text is as it was kept, and the key that the same build kept it. */
function isPart(value: unknown): value is PartOutcome {
  return typeof value === 'object' && value !== null && 'findings' in value && Array.isArray(value.findings)
}

function isCluster(value: unknown): value is ClusterOutcome {
  return isPart(value) && 'artifacts' in value && Array.isArray(value.artifacts) && 'digest' in value
}
