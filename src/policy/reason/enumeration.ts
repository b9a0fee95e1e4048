import { type Diagram, type Truths } from './diagram.ts'
import type { Solver } from './solver.ts'

/** Classes of one kind that are told one by one. */
const TOLD = 25
/** Requests that turn out to be none before giving up. */
const FAILED = 200

/** What to say where a search ends early. */
interface EndsEarly {
  readonly undecided: string
  readonly more: string
}

/** Looks through some requests class by class. */
export class Enumeration {
  /** What could neither be shown nor excluded. */
  readonly open: string[] = []
  /** More of what is shown already. */
  readonly more: string[] = []
  readonly #truths: Truths
  readonly #solver: Solver
  readonly #requests: Diagram

  constructor(truths: Truths, solver: Solver, requests: Diagram) {
    this.#truths = truths
    this.#solver = solver
    this.#requests = requests
  }

  /**
   * Finds classes among the requests of each part, each by one request that was found, and looks on among those that are
   * in none so far. What holds for it is picked from each of some choices.
   */
  each<One extends { readonly when: Diagram }, Class>(
    parts: readonly Diagram[],
    choices: readonly (readonly One[])[],
    say: EndsEarly,
    named: (
      picked: readonly One[],
    ) => { readonly pair: Diagram; readonly classOf: () => Class | undefined } | undefined,
  ): readonly Class[] {
    const classes: Class[] = []
    const known: Diagram[] = []
    let failed = 0
    for (const part of parts) {
      for (;;) {
        const left = [part, ...known]
        const { kind } = this.#solver.solve(this.#requests, ...left)
        if (kind === 'none') break
        if (kind === 'model' && classes.length >= TOLD) {
          this.more.push(say.more)
          return classes
        }
        const found = kind === 'model' ? named(this.#picked(left, choices)) : undefined
        if (found === undefined) {
          this.open.push(say.undecided)
          return classes
        }
        const one = found.classOf()
        // Where what was picked excludes each other, that is known by now, and something else will be found.
        if (one !== undefined) {
          classes.push(one)
          known.push(this.#truths.not(found.pair))
        } else if (++failed > FAILED) {
          this.open.push(say.undecided)
          return classes
        }
      }
    }
    return classes
  }

  /** What holds for the request that was found last, one of each choice; where that was left open, what can hold. */
  #picked<One extends { readonly when: Diagram }>(
    left: readonly Diagram[],
    choices: readonly (readonly One[])[],
  ): readonly One[] {
    const picked: One[] = []
    for (const choice of choices) {
      const so = picked.map(({ when }) => when)
      const one =
        choice.find(({ when }) => this.#solver.heldLast(when)) ??
        choice.find(({ when }) => this.#solver.solve(this.#requests, ...left, ...so, when).kind === 'model')
      if (one !== undefined) picked.push(one)
    }
    return picked
  }
}
