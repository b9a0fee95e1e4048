import type { Answer } from './find-value.ts'
import { apartSpans, apartTexts } from './apart.ts'
import type { Atoms, Values } from './atoms.ts'
import type { Encoding } from './encoding.ts'

/** An answer to the question of a variable. */
export interface Literal extends Answer {
  readonly variable: number
}

/**
 * What is learnt from answers that no request gives together. Where one contradiction shows, more of its kind mostly
 * follow: what all questions about the same thing have to do with each other is then written down at once.
 */
export class LearnedClauses {
  readonly #atoms: Atoms
  readonly #encoding: Encoding
  /** What it was written down of already. */
  readonly #known = new Set<string>()

  constructor(atoms: Atoms, encoding: Encoding) {
    this.#atoms = atoms
    this.#encoding = encoding
  }

  /** Remembers a contradiction and what it is an instance of. */
  learn(contradiction: readonly Literal[]): void {
    const { subject } = this.#atoms.at(contradiction[0]?.variable ?? 0)
    const held = contradiction.filter(({ holds }) => holds)
    const [first] = held
    const kind = first?.values.kind
    if (held.length === contradiction.length && (kind === 'text' || kind === 'address'))
      this.#once(subject, () => this.#apart(subject))
    if (kind === 'number') this.#once(subject, () => this.#order(subject))
    if (kind === 'element') this.#once(subject, () => this.#elements(subject))
    this.#encoding.add(contradiction.map(({ variable, holds }) => ({ variable, holds: !holds })))
  }

  #once(about: string, write: () => void): void {
    if (this.#known.has(about)) return
    this.#known.add(about)
    write()
  }

  /** No value is in two sets that share none. */
  #apart(subject: string): void {
    const texts = this.#about(subject, (values) => (values.kind === 'text' ? values.set : undefined))
    const spans = this.#about(subject, (values) => (values.kind === 'address' ? values.spans : undefined))
    for (const group of apartTexts(texts.map(({ own }) => own)))
      this.#atMostOne(group.flatMap((at) => texts[at]?.variable ?? []))
    for (const group of apartSpans(spans.map(({ own }) => own)))
      this.#atMostOne(group.flatMap((at) => spans[at]?.variable ?? []))
  }

  /** Whether one of those so far holds is a variable of its own, so that not every pair need be named. */
  #atMostOne(variables: readonly number[]): void {
    let before: number | undefined
    for (const variable of variables) {
      const sofar = this.#encoding.auxiliary()
      this.#encoding.implies(variable, sofar)
      if (before !== undefined) {
        this.#encoding.implies(before, sofar)
        this.#encoding.add([before, variable].map((one) => ({ variable: one, holds: false })))
      }
      before = sofar
    }
  }

  /** What is at least something is at least everything below it. */
  #order(subject: string): void {
    const bounds = this.#about(subject, ({ kind, ...values }) => {
      const [span, ...more] = kind === 'number' && 'spans' in values ? values.spans : []
      return more.length === 0 ? span : undefined
    })
    const last = bounds.reduce((most, { own: [, to] }) => (to > most ? to : most), 0n)
    const open = bounds.filter(({ own: [, to] }) => to === last)
    open.sort((left, right) => (left.own[0] < right.own[0] ? -1 : 1))
    for (const [at, { variable }] of open.entries()) {
      const below = open[at - 1]
      if (below !== undefined) this.#encoding.implies(variable, below.variable)
    }
  }

  /** A list that has an element of a set has one of its elements, and so has every other set with this element in it. */
  #elements(subject: string): void {
    const variables = new Map<string, number>()
    const sets = this.#about(subject, (values) =>
      values.kind === 'element' && !values.outside ? values.set.patterns : undefined,
    )
    for (const { variable, own } of sets) {
      const elements = own.map((element) => {
        const known = variables.get(element) ?? this.#encoding.auxiliary()
        variables.set(element, known)
        this.#encoding.implies(known, variable)
        return { variable: known, holds: true }
      })
      this.#encoding.add([{ variable, holds: false }, ...elements])
    }
  }

  #about<Own>(
    subject: string,
    take: (values: Values) => Own | undefined,
  ): readonly { readonly variable: number; readonly own: Own }[] {
    return this.#atoms.about(subject).flatMap((variable) => {
      const own = take(this.#atoms.at(variable).values)
      return own === undefined ? [] : [{ variable, own }]
    })
  }
}
