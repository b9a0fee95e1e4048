import type { Truth } from './truth.ts'

/** Told of a comparison by its number, and whether it certainly holds: else it may, or may stay open. */
export type Told = (comparison: number, isCertain: boolean) => void

/** What is known of the comparisons that can be looked up, for one request after the other. */
export class Answers {
  /** By comparison: the last request that meets it, and the last one that it was asked of. */
  readonly #met: Int32Array
  readonly #asked: Int32Array
  readonly #truths: Truth[] = []
  readonly #found: number[] = []
  #request = 0

  constructor(comparisons: number) {
    this.#met = new Int32Array(comparisons)
    this.#asked = new Int32Array(comparisons)
  }

  /** Forgets the request before. */
  begin(): void {
    this.#request++
    this.#found.length = 0
  }

  /** The comparisons that the request meets: all others are false. */
  get found(): readonly number[] {
    return this.#found
  }

  /** Notes that the request may meet a comparison, or certainly does. */
  readonly meet: Told = (comparison, isCertain) => {
    if (isCertain) {
      this.#asked[comparison] = this.#request
      this.#truths[comparison] = true
    }
    if (this.#met[comparison] === this.#request) return
    this.#met[comparison] = this.#request
    this.#found.push(comparison)
  }

  /** Whether the request may meet a comparison. */
  readonly isMet = (comparison: number): boolean => this.#met[comparison] === this.#request

  /** What a comparison says of the request, asked once. */
  truthOf(comparison: number, ask: () => Truth): Truth {
    if (this.#met[comparison] !== this.#request) return false
    const known = this.#truths[comparison]
    if (this.#asked[comparison] === this.#request && known !== undefined) return known
    const truth = ask()
    this.#asked[comparison] = this.#request
    this.#truths[comparison] = truth
    return truth
  }
}
