import { tailOf, type Pattern } from './pattern.ts'

/** Patterns by how they end, so that those which can share a text with another one are found without asking all. */
export class EndIndex {
  /** The last literal characters of patterns, backwards and sorted, with the positions of the patterns. */
  readonly #ends: readonly { readonly end: string; readonly position: number }[]
  readonly #byEnd = new Map<string, number[]>()
  /** Positions of patterns that end with a wildcard. */
  readonly #loose: readonly number[]

  constructor(patterns: readonly Pattern[]) {
    const ends = patterns.map((pattern, position) => ({ end: backwards(tailOf(pattern)), position }))
    this.#ends = ends.filter(({ end }) => end !== '').toSorted((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0))
    this.#loose = ends.flatMap(({ end, position }) => (end === '' ? [position] : []))
    for (const { end, position } of this.#ends) {
      const known = this.#byEnd.get(end)
      if (known === undefined) this.#byEnd.set(end, [position])
      else known.push(position)
    }
  }

  /** Positions of all patterns that can share a text with a pattern, and of some that do not. */
  *near(pattern: Pattern): Generator<number> {
    const end = backwards(tailOf(pattern))
    for (const position of this.#loose) yield position
    // Of two texts that end alike, one ends as the other does.
    for (let length = 1; length < end.length; length++) yield* this.#byEnd.get(end.slice(0, length)) ?? []
    for (let at = this.#firstFrom(end); at < this.#ends.length; at++) {
      const found = this.#ends[at]
      if (found === undefined || !found.end.startsWith(end)) return
      yield found.position
    }
  }

  #firstFrom(end: string): number {
    let [low, high] = [0, this.#ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#ends[middle]?.end ?? '') < end) low = middle + 1
      else high = middle
    }
    return low
  }
}

function backwards(text: string): string {
  return text.split('').toReversed().join('')
}
