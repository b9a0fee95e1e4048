import type { Condition, Operand, Term } from '../../model/policy/criteria.ts'
import { printProperty } from '../criteria/print.ts'
import type { Vocabulary } from '../vocabulary.ts'
import { positiveOf } from './compare.ts'
import { Bounds } from './bounds.ts'
import { joined, type Algebra } from './joined.ts'
import type { Told } from './answers.ts'
import { Lookup } from './lookup.ts'
import type { Passage, Reader } from './passage.ts'
import type { Readers } from './readers.ts'

/** Comparisons of which one has to hold or stay open, or criteria are false; those with a bound are told by their opposite. */
export type Clause = readonly number[]

interface Subject {
  readonly read: Reader
  readonly lookup: Lookup
}

/**
 * Finds the criteria that a request can meet without asking all of them: of comparisons that are joined by AND one is
 * enough to look up, and what is joined by OR is looked up together.
 */
export class Comparisons {
  readonly #readers: Readers
  readonly #vocabulary: Vocabulary
  readonly #subjects = new Map<string, Subject>()
  readonly #numbers = new Map<string, number | undefined>()
  readonly #bounds = new Bounds()
  /** How many criteria use a comparison: one that few use leaves more of them out. */
  readonly #uses: number[] = []

  constructor(readers: Readers, vocabulary: Vocabulary) {
    this.#readers = readers
    this.#vocabulary = vocabulary
  }

  /** Makes the comparisons of criteria known and counts them, before any is asked about. */
  count({ always, terms }: Condition): void {
    if (always) return
    for (const term of terms) {
      const comparison = this.#made(term)
      if (comparison !== undefined) this.#uses[comparison] = (this.#uses[comparison] ?? 0) + 1
    }
  }

  /** What has to be met for criteria to hold, all of it; nothing where nothing of the kind is known. */
  clausesOf({ always, terms }: Condition): readonly Clause[] {
    return always ? [] : joined(terms, (term) => this.#clausesOfTerm(term), this.#algebra)
  }

  /** The clause that leaves most out. */
  best(clauses: readonly Clause[]): Clause | undefined {
    let best: Clause | undefined
    for (const one of clauses) if (best === undefined || this.#costOf(one) < this.#costOf(best)) best = one
    return best
  }

  /** The clause that leaves most out, of those that can be looked up. */
  leading(clauses: readonly Clause[]): Clause | undefined {
    return this.best(clauses.filter((clause) => clause.every((comparison) => comparison >= 0)))
  }

  /** How many comparisons can be looked up. */
  get size(): number {
    return this.#uses.length
  }

  /** Tells of the comparisons that a request may meet. */
  meet(passage: Passage, told: Told): void {
    this.#bounds.begin(passage)
    for (const { read, lookup } of this.#subjects.values()) lookup.meet(read(passage), told)
  }

  readonly #algebra: Algebra<readonly Clause[]> = {
    allOf: (all) => all.flat(),
    anyOf: (all) => this.#oneOf(all),
    // Both readings are tried, so that either of them may be what holds.
    mixed: (andFirst, inOrder) => this.#oneOf([andFirst, inOrder]),
    broken: () => [],
  }

  /** Whether the request may meet a comparison with a bound. */
  isWithin(comparison: number): boolean {
    return this.#bounds.mayHold(~comparison)
  }

  #clausesOfTerm(term: Term): readonly Clause[] {
    // What is not in a list cannot be looked up by what is in it.
    const comparison = positiveOf(term.operator) === undefined ? this.numberOf(term) : undefined
    if (comparison !== undefined) return [[comparison]]
    const bound = this.#boundOf(term)
    return bound === undefined ? [] : [[~bound]]
  }

  #boundOf({ property, operator, operand }: Term): number | undefined {
    if (operand.kind !== 'literal' || this.#readers.isMoving(property)) return undefined
    const written = printProperty(property, this.#vocabulary)
    return this.#bounds.add(written, this.#readers.ofProperty(property), operator, operand.value)
  }

  /** Where one of several has to hold, something that has to be met for one of them has to be met. */
  #oneOf(all: readonly (readonly Clause[])[]): readonly Clause[] {
    const best = all.map((clauses) => this.best(clauses))
    const known = best.filter((clause) => clause !== undefined)
    return known.length < all.length ? [] : [[...new Set(known.flat())]]
  }

  #costOf(clause: Clause): number {
    return clause.reduce((sum, comparison) => sum + (this.#uses[comparison] ?? Infinity), 0)
  }

  /** The number of a comparison, without the "not" in it; undefined where it cannot be looked up. */
  numberOf({ property, operator, operand }: Term): number | undefined {
    return this.#numbers.get(keyOf(printProperty(property, this.#vocabulary), operator, operand))
  }

  #made({ property, operator: given, operand }: Term): number | undefined {
    const operator = positiveOf(given) ?? given
    if (this.#readers.isMoving(property)) return undefined
    const entries = this.#entriesOf(operator, operand)
    if (entries === undefined) return undefined
    const written = printProperty(property, this.#vocabulary)
    const key = keyOf(written, operator, operand)
    if (this.#numbers.has(key)) return this.#numbers.get(key)
    const number = this.#uses.length
    const subject = this.#subjects.get(written) ?? {
      read: this.#readers.ofProperty(property),
      lookup: new Lookup(),
    }
    const comparison = subject.lookup.add(number, operator, entries) ? number : undefined
    if (comparison !== undefined) {
      this.#subjects.set(written, subject)
      this.#uses.push(0)
    }
    this.#numbers.set(key, comparison)
    return comparison
  }

  #entriesOf(operator: string, operand: Operand): readonly string[] | undefined {
    if (operand.kind === 'literal') return [operand.value]
    return operand.kind === 'list' && operator.endsWith(' list') ? this.#readers.entriesOf(operand) : undefined
  }
}

function keyOf(written: string, operator: string, operand: Operand): string {
  return JSON.stringify([written, positiveOf(operator) ?? operator, operand])
}
