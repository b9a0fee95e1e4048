import type { Spans } from '../values/spans.ts'
import type { TextSet } from '../values/text-set.ts'
import type { SideName } from './side.ts'
import type { Diagram, Truths } from './diagram.ts'

/** The values for which a question is answered with yes. */
export type Values =
  /** The value is a text of the set. */
  | { readonly kind: 'text'; readonly set: TextSet }
  /** The value is a list, and an element of it is in the set, or outside it. */
  | { readonly kind: 'element'; readonly set: TextSet; readonly outside: boolean }
  /** The value is an address within the spans. */
  | { readonly kind: 'address'; readonly spans: Spans }
  /** The value is a number within the spans; all that there are of what is asked about are in the range. */
  | { readonly kind: 'number'; readonly spans: Spans; readonly range: Spans }
  /** The value is true. */
  | { readonly kind: 'boolean' }
  /** Nobody knows how the question hangs together with others: both answers are possible. */
  | { readonly kind: 'free' }
  /** The question is not about the request but about what nobody has documented of the product. */
  | { readonly kind: 'assumption' }

/** Values that lie on a line. */
export type SpanValues = Extract<Values, { readonly spans: Spans }>

/** What a question is about. */
export interface Subject {
  /** Distinguishes what may have different values. */
  readonly subject: string
  /** The property as criteria write it; absent where it is not about one. */
  readonly written?: string
  /** The side that reads it, where the sides may read different values. */
  readonly side?: SideName
}

/** One question about one property of a request. */
export interface Atom extends Subject {
  readonly values: Values
  /** The question as a person would write it. */
  readonly text: string
}

/** The questions of an analysis; each has a variable of its own. */
export class Atoms {
  readonly #atoms: Atom[] = []
  readonly #known = new Map<string, Diagram>()
  readonly #truths: Truths

  constructor(truths: Truths) {
    this.#truths = truths
  }

  /** The truth of a question, which is made the first time that its key is met; a key says all that distinguishes it. */
  truthOf(key: string, make: () => Atom | Diagram): Diagram {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = make()
    const truth = typeof made === 'number' ? made : this.#truths.variable(this.#atoms.push(made) - 1)
    this.#known.set(key, truth)
    return truth
  }

  /** The variables of all questions about something. */
  about(subject: string): readonly number[] {
    return [...this.#atoms.keys()].filter((variable) => this.#atoms[variable]?.subject === subject)
  }

  /** The question behind a variable. */
  at(variable: number): Atom {
    const atom = this.#atoms[variable]
    if (atom === undefined) throw new Error(`no question ${variable}`)
    return atom
  }
}
