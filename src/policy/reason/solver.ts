import type { Value } from '../evaluate/compare.ts'
import type { Atoms } from './atoms.ts'
import type { Diagram } from './diagram.ts'
import { Encoding } from './encoding.ts'
import { findValue, type Answer } from './find-value.ts'
import type { Formulas } from './formula.ts'

/** A request for which something holds: what it answers, and values that give these answers. */
export interface Model {
  readonly answers: ReadonlyMap<number, boolean>
  /** Values by what was asked about. */
  readonly values: ReadonlyMap<string, Value>
}

/** A request was found, there certainly is none, or neither can be said within the effort that is spent. */
export type Solution =
  { readonly kind: 'model'; readonly model: Model } | { readonly kind: 'none' } | { readonly kind: 'unknown' }

interface Literal {
  readonly variable: number
  readonly holds: boolean
}

/** Answers that are tried before giving up. */
const EFFORT = 5_000
/** Answers that could not be decided, after which no more are tried. */
const UNDECIDED = 3

/** Finds requests. A formula knows nothing of what its questions mean; the solver learns which answers exclude each other. */
export class Solver {
  readonly #atoms: Atoms
  readonly #formulas: Formulas
  readonly #encoding: Encoding

  constructor(formulas: Formulas, atoms: Atoms) {
    this.#formulas = formulas
    this.#atoms = atoms
    this.#encoding = new Encoding(formulas)
  }

  /** A request for which the truth holds. */
  solve(truth: Diagram): Solution {
    let left = truth
    let undecided = 0
    for (let effort = 0; effort < EFFORT; effort++) {
      const canHold = this.#encoding.canHold(left)
      if (canHold === undefined) break
      if (!canHold) return { kind: undecided === 0 ? 'none' : 'unknown' }
      const way = [...this.#encoding.reasons(left)].map(([variable, holds]) => ({ variable, holds }))
      const { values, contradictions, isOpen } = this.#valuesOf(way)
      if (contradictions.length === 0 && !isOpen)
        return {
          kind: 'model',
          model: { answers: new Map(way.map(({ variable, holds }) => [variable, holds])), values },
        }
      for (const contradiction of contradictions) this.#encoding.exclude(contradiction)
      if (contradictions.length > 0) continue
      if (++undecided > UNDECIDED) break
      left = this.#formulas.without(left, this.#all(way))
    }
    return { kind: 'unknown' }
  }

  /** Whether no request makes it hold: certain where true. */
  isImpossible(truth: Diagram): boolean {
    return this.solve(truth).kind === 'none'
  }

  /** Whether a truth holds in what was found last, as far as its questions are taken by themselves. */
  heldLast(truth: Diagram): boolean {
    return this.#encoding.holds(truth)
  }

  #valuesOf(way: readonly Literal[]): {
    readonly values: ReadonlyMap<string, Value>
    readonly contradictions: readonly (readonly Literal[])[]
    readonly isOpen: boolean
  } {
    const bySubject = new Map<string, Literal[]>()
    for (const literal of way) {
      const { subject } = this.#atoms.at(literal.variable)
      const known = bySubject.get(subject)
      if (known === undefined) bySubject.set(subject, [literal])
      else known.push(literal)
    }
    const values = new Map<string, Value>()
    const contradictions: (readonly Literal[])[] = []
    let isOpen = false
    for (const [subject, literals] of bySubject) {
      const found = findValue(this.#answers(literals))
      if (found.kind === 'none') contradictions.push(this.#smallest(literals))
      if (found.kind === 'unknown') isOpen = true
      if (found.kind === 'value' && found.value !== undefined) values.set(subject, found.value)
    }
    return { values, contradictions, isOpen }
  }

  #answers(literals: readonly Literal[]): readonly Answer[] {
    return literals.map(({ variable, holds }) => ({ values: this.#atoms.at(variable).values, holds }))
  }

  /** A part of the answers that is already contradictory, and no longer is when any of it is left out. */
  #smallest(literals: readonly Literal[], besides: readonly Literal[] = []): readonly Literal[] {
    if (besides.length > 0 && findValue(this.#answers(besides)).kind === 'none') return []
    if (literals.length === 1) return literals
    const [first, second] = [literals.slice(0, literals.length / 2), literals.slice(literals.length / 2)]
    const later = this.#smallest(second, [...besides, ...first])
    return [...this.#smallest(first, [...besides, ...later]), ...later]
  }

  #all(literals: readonly Literal[]): Diagram {
    return this.#formulas.and(
      ...literals
        .toSorted((a, b) => a.variable - b.variable)
        .map(({ variable, holds }) => {
          const question = this.#formulas.variable(variable)
          return holds ? question : this.#formulas.not(question)
        }),
    )
  }
}
