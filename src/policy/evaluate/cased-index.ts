import { fits, isLiteral, type Pattern } from '../values/pattern.ts'
import { PatternIndex } from '../values/pattern-index.ts'
import type { Told } from './answers.ts'

/**
 * Comparisons by the patterns that make them hold, found by a text. Where only letters differ, a comparison may stay open,
 * and is told of without certainty.
 */
export class CasedIndex {
  readonly #literals = new Map<string, number[]>()
  /** Literals that are written with large letters, by their small ones. */
  readonly #folded = new Map<string, number[]>()
  /** Patterns in small letters, each with how it is written. */
  readonly #patterns = new PatternIndex<{ readonly comparison: number; readonly written: Pattern }>()

  /** Adds a comparison that holds for texts of a pattern. */
  add(pattern: Pattern, comparison: number): void {
    const small = pattern.toLowerCase()
    if (!isLiteral(pattern)) return this.#patterns.add(small, { comparison, written: pattern })
    push(this.#literals, pattern, comparison)
    if (small !== pattern) push(this.#folded, small, comparison)
  }

  /** Tells of the comparisons that hold for a text, or stay open for it; it is given in small letters as well. */
  each(text: string, small: string, told: Told): void {
    for (const comparison of this.#literals.get(text) ?? none) told(comparison, true)
    if (small !== text) for (const comparison of this.#literals.get(small) ?? none) told(comparison, false)
    for (const comparison of this.#folded.get(small) ?? none) told(comparison, false)
    this.#patterns.each(small, ({ comparison, written }) => told(comparison, fits(written, text)))
  }
}

const none: readonly number[] = []

function push(map: Map<string, number[]>, key: string, comparison: number): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [comparison])
  else known.push(comparison)
}
