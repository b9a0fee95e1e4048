import { TextSet } from '../values/text-set.ts'
import { Atoms, type Subject, type Values } from './atoms.ts'
import { unbounded, within, type Bounds } from './bounds.ts'
import { always, type Diagram, type Truths } from './diagram.ts'

/** The questions of one analysis and what can be concluded from them. */
export class Reasoner<Own extends Truths = Truths> {
  readonly truths: Own
  readonly atoms: Atoms
  readonly #bounds: Bounds

  constructor(truths: Own, bounds: Bounds = unbounded) {
    this.truths = truths
    this.atoms = new Atoms(truths)
    this.#bounds = bounds
  }

  /** Whether a property has one of some values; what no request within the bounds has is left out of the question. */
  ask(about: Subject, key: string, text: string, values: () => Values): Diagram {
    return this.atoms.truthOf(`${about.subject}|${key}`, () => {
      const bounded = within(values(), about.subject, this.#bounds)
      if (typeof bounded === 'number') return bounded
      const { subject, written, side } = about
      return {
        subject,
        ...(written === undefined ? {} : { written }),
        ...(side === undefined ? {} : { side }),
        values: bounded,
        text,
      }
    })
  }

  /** The requests within the bounds: what a question leaves out is right for these alone. */
  withinBounds(): Diagram {
    const { texts, spans, subjects } = this.#bounds
    const truths = [...subjects].map(([subject, about]) =>
      this.atoms.truthOf(`bounds|${subject}`, () => {
        const patterns = texts.get(subject)
        const values: Values | undefined =
          patterns === undefined ? spans.get(subject) : { kind: 'text', set: new TextSet(patterns) }
        return values === undefined ? always : { ...about, values, text: `${subject} is one of those that matter` }
      }),
    )
    return this.truths.and(...truths)
  }

  /** A question that hangs together with no other one. */
  askFreely(text: string): Diagram {
    return this.atoms.truthOf(`free|${text}`, () => ({ subject: text, values: { kind: 'free' }, text }))
  }

  /** A question about the product that nobody has answered in public. */
  assume(text: string): Diagram {
    return this.atoms.truthOf(`assumption|${text}`, () => ({ subject: text, values: { kind: 'assumption' }, text }))
  }
}
