import type { Cycle } from '../../model/policy/rule-set.ts'
import { Evaluator } from '../evaluate/evaluator.ts'
import { letThrough, type Effect } from '../reason/run.ts'
import type { Side, SideName } from '../reason/side.ts'
import type { Example } from './example.ts'

/** Sends examples through the evaluator before they are shown. */
export class Confirmation {
  readonly #sides: Readonly<Record<SideName, Side>>
  /** Made for the first example: a change without effect needs none. */
  readonly #evaluators = new Map<SideName, Evaluator>()

  constructor(sides: Readonly<Record<SideName, Side>>) {
    this.#sides = sides
  }

  /** An example that is decided otherwise would be a mistake of the analysis, which must not pass for a result. */
  demand({ request }: Example, told: Readonly<Record<SideName, { readonly effect: Effect }>>, cycle: Cycle): void {
    for (const side of ['before', 'after'] as const) {
      const { outcome } = this.#evaluatorOf(side).decide(request[side], cycle)
      if (outcome.kind === 'undetermined') continue
      const action = outcome.kind === 'action' ? outcome.action : letThrough
      if (action !== told[side].effect.action)
        throw new Error(`the example ${JSON.stringify([...request[side]])} is decided otherwise: ${action}`)
    }
  }

  #evaluatorOf(side: SideName): Evaluator {
    const { policy, vocabulary } = this.#sides[side]
    const evaluator = this.#evaluators.get(side) ?? new Evaluator(policy, vocabulary, false)
    this.#evaluators.set(side, evaluator)
    return evaluator
  }
}
