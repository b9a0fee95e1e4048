import { tableOf } from '../../source/table.ts'
import { isUnread, type Passage, type Reader } from './passage.ts'

/** The operators that compare numbers, and for which differences from the bound they hold. */
const operators = tableOf<{ readonly above: boolean; readonly isIncluded: boolean }>({
  'greater than': { above: true, isIncluded: false },
  'greater than or equals': { above: true, isIncluded: true },
  'less than': { above: false, isIncluded: false },
  'less than or equals': { above: false, isIncluded: true },
})

/** A comparison of a number with a bound. */
interface Bound {
  readonly subject: number
  readonly above: boolean
  readonly isIncluded: boolean
  readonly bound: number
}

/** Comparisons of numbers with bounds, which cost so little that they are asked where others are looked up. */
export class Bounds {
  readonly #bounds: Bound[] = []
  readonly #subjects = new Map<string, number>()
  readonly #readers: Reader[] = []
  /** By property: the number that the request has; NaN where it has none. */
  readonly #numbers: number[] = []

  /** Makes a comparison of a property known; undefined where it is none with a bound. */
  add(written: string, read: Reader, operator: string, value: string): number | undefined {
    const kind = operators.get(operator)
    const bound = Number(value)
    if (kind === undefined || !Number.isFinite(bound)) return undefined
    const subject = this.#subjects.get(written) ?? this.#readers.push(read) - 1
    this.#subjects.set(written, subject)
    return this.#bounds.push({ subject, ...kind, bound }) - 1
  }

  /** Reads the numbers of a request. */
  begin(passage: Passage): void {
    for (const [subject, read] of this.#readers.entries()) {
      const value = read(passage)
      this.#numbers[subject] = isUnread(value) || typeof value === 'object' ? NaN : Number(value)
    }
  }

  /** Whether a comparison may hold for the request: certainly not where false. */
  mayHold(comparison: number): boolean {
    const known = this.#bounds[comparison]
    if (known === undefined) return true
    const number = this.#numbers[known.subject] ?? NaN
    if (!Number.isFinite(number) || (number === known.bound && known.isIncluded)) return true
    return known.above ? number > known.bound : number < known.bound
  }
}
