import type { Value } from '../evaluate/compare.ts'
import type { Atoms } from './atoms.ts'
import type { Diagram } from './diagram.ts'
import { Encoding } from './encoding.ts'
import { findValue } from './find-value.ts'
import type { Formulas } from './formula.ts'
import { LearnedClauses, type Literal } from './learned-clauses.ts'

/** A request for which something holds: what it answers, and values that give these answers. */
export interface Model {
  readonly answers: ReadonlyMap<number, boolean>
  /** Values by what was asked about. */
  readonly values: ReadonlyMap<string, Value>
}

/** A request was found, there certainly is none, or neither can be said within the effort that is spent. */
export type Solution =
  { readonly kind: 'model'; readonly model: Model } | { readonly kind: 'none' } | { readonly kind: 'unknown' }

/** Answers that are tried before giving up. */
const EFFORT = 5_000
/** Answers that could not be decided, after which no more are tried. */
const UNDECIDED = 3

/** Finds requests. A formula knows nothing of what its questions mean; the solver learns which answers exclude each other. */
export class Solver {
  readonly #atoms: Atoms
  readonly #formulas: Formulas
  readonly #encoding: Encoding
  readonly #learned: LearnedClauses

  constructor(formulas: Formulas, atoms: Atoms) {
    this.#formulas = formulas
    this.#atoms = atoms
    this.#encoding = new Encoding(formulas)
    this.#learned = new LearnedClauses(atoms, this.#encoding)
  }

  /** A request for which all the truths hold; what the first of them need is looked for first. */
  solve(...truths: readonly Diagram[]): Solution {
    const left = [...truths]
    let undecided = 0
    for (let effort = 0; effort < EFFORT; effort++) {
      const canHold = this.#encoding.canHold(left)
      if (canHold === undefined) break
      if (!canHold) return { kind: undecided === 0 ? 'none' : 'unknown' }
      const way = this.#literals(this.#encoding.reasons(left))
      const { values, contradictions, isOpen } = this.#valuesOf(way)
      if (contradictions.length === 0 && !isOpen) return { kind: 'model', model: modelOf(way, values) }
      for (const contradiction of contradictions) this.#learned.learn(contradiction)
      if (contradictions.length > 0) continue
      if (++undecided > UNDECIDED) break
      left.push(this.#formulas.not(this.#all(way)))
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

  /**
   * What of the request that was found last makes a truth hold, which held in it; undefined where no request does: then
   * the contradiction is remembered.
   */
  partOfLast(truth: Diagram): Model | undefined {
    const way = this.#literals(this.#encoding.reasons([truth]))
    const { values, contradictions, isOpen } = this.#valuesOf(way)
    for (const contradiction of contradictions) this.#learned.learn(contradiction)
    return contradictions.length > 0 || isOpen ? undefined : modelOf(way, values)
  }

  #literals(answers: ReadonlyMap<number, boolean>): readonly Literal[] {
    return [...answers].map(([variable, holds]) => ({ variable, holds, values: this.#atoms.at(variable).values }))
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
      const found = findValue(literals)
      if (found.kind === 'none') contradictions.push(smallest(found.because))
      if (found.kind === 'unknown') isOpen = true
      if (found.kind === 'value' && found.value !== undefined) values.set(subject, found.value)
    }
    return { values, contradictions, isOpen }
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

function modelOf(way: readonly Literal[], values: Model['values']): Model {
  return { answers: new Map(way.map(({ variable, holds }) => [variable, holds])), values }
}

/** A part of contradictory answers that is already contradictory, and no longer is when any of it is left out. */
function smallest(literals: readonly Literal[], besides: readonly Literal[] = []): readonly Literal[] {
  if (besides.length > 0 && findValue(besides).kind === 'none') return []
  if (literals.length === 1) return literals
  const [first, second] = [literals.slice(0, literals.length / 2), literals.slice(literals.length / 2)]
  const later = smallest(second, [...besides, ...first])
  return [...smallest(first, [...besides, ...later]), ...later]
}
