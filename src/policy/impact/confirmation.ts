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
   * a mistake of the analysis, which must not pass for a result.
   */
  confirms({ request }: Example, told: Told, cycle: Cycle): boolean {
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
      if (action !== effect.action)
        throw new Error(`the example ${JSON.stringify([...request[side]])} is decided otherwise: ${action}`)
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
