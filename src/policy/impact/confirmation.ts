import type { Cycle } from '../../model/policy/rule-set.ts'
import { Evaluator } from '../evaluate/evaluator.ts'
import { letThrough, type Effect } from '../reason/run.ts'
import type { Side, SideName } from '../reason/side.ts'
import type { Example } from './example.ts'

/** What is told of an example, on the sides that were asked. */
type Told = Readonly<Partial<Record<SideName, { readonly effect: Effect }>>>

/** Sends examples through the evaluator before they are shown. */
export class Confirmation {
  readonly #sides: Readonly<Record<SideName, Side>>
  /** Made for the first example: a change without effect needs none. */
  readonly #evaluators = new Map<SideName, Evaluator>()

  constructor(sides: Readonly<Record<SideName, Side>>) {
    this.#sides = sides
  }

  /**
   * Whether the evaluator decides an example as it is told, and leaves nothing open. One that it decides otherwise would be
   * a mistake of the analysis, which must not pass for a result; unless the example rests on an answer that is not in it, as
   * where two properties of the request are compared with each other: then its values may happen to give the other answer.
   */
  confirms({ request, onlyIf }: Example, told: Told, cycle: Cycle): boolean {
    let isDecided = true
    for (const side of ['before', 'after'] as const) {
      const effect = told[side]?.effect
      if (effect === undefined) continue
      const { outcome } = this.#evaluatorOf(side).decide(request[side], cycle)
      if (outcome.kind === 'undetermined') {
        isDecided = false
        continue
      }
      const action = outcome.kind === 'action' ? outcome.action : letThrough
      if (action === effect.action) continue
      if (onlyIf.length === 0)
        throw new Error(`the example ${JSON.stringify([...request[side]])} is decided otherwise: ${action}`)
      isDecided = false
    }
    return isDecided
  }

  #evaluatorOf(side: SideName): Evaluator {
    const { policy, vocabulary } = this.#sides[side]
    const evaluator = this.#evaluators.get(side) ?? new Evaluator(policy, vocabulary, false)
    this.#evaluators.set(side, evaluator)
    return evaluator
  }
}
