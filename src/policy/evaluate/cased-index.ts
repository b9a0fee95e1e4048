import { fits, type Pattern } from '../values/pattern.ts'
import { PatternIndex } from '../values/pattern-index.ts'
import type { Told } from './answers.ts'

/** Comparisons that hold for the texts of a pattern. */
interface Group {
  readonly written: Pattern
  readonly isSmall: boolean
  readonly comparisons: number[]
}

/**
 * Comparisons by the patterns that make them hold, found by a text. Where only letters differ, a comparison may stay open,
 * and is told of without certainty.
 */
export class CasedIndex {
  readonly #groups = new Map<Pattern, Group>()
  /** The groups by their patterns in small letters. */
  readonly #patterns = new PatternIndex<Group>()

  /** Adds a comparison that holds for texts of a pattern. */
  add(pattern: Pattern, comparison: number): void {
    const known = this.#groups.get(pattern)
    if (known !== undefined) {
      known.comparisons.push(comparison)
      return
    }
    const small = pattern.toLowerCase()
    const group = {
      written: pattern,
      isSmall: small === pattern,
      comparisons: [comparison],
    }
    this.#groups.set(pattern, group)
    this.#patterns.add(small, group)
  }

  /** Whether nothing was added. */
  get isEmpty(): boolean {
    return this.#groups.size === 0
  }

  /** Tells of the comparisons that hold for a text, or stay open for it; it is given in small letters as well. */
  each(text: string, small: string, told: Told): void {
    const isSmall = text === small
    this.#patterns.each(small, (group) => {
      const isCertain = (isSmall && group.isSmall) || fits(group.written, text)
      for (const comparison of group.comparisons) told(comparison, isCertain)
    })
  }
}
