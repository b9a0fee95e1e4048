import { Conjunction } from './conjunction.ts'
import { always, never, type Diagram, type Truths } from './diagram.ts'
import type { Case } from './read.ts'

/** An event that sets a property: for which requests it happens, and to what. */
interface Setting {
  readonly when: Diagram
  readonly cases: readonly Case[]
}

/** What a property holds on the way through a cycle. Working it out is put off until somebody asks. */
export class HeldProperty {
  readonly #truths: Truths
  readonly #settings: Setting[]
  #cases: readonly Case[] | undefined

  constructor(truths: Truths, first: readonly Case[]) {
    this.#truths = truths
    this.#settings = [{ when: always, cases: first }]
  }

  /** Some requests get another value. */
  set(when: Diagram, cases: readonly Case[]): void {
    this.#settings.push({ when, cases })
    this.#cases = undefined
  }

  /** What the property can be now: the last event that happened counts, and equal values are one case. */
  get cases(): readonly Case[] {
    return (this.#cases ??= this.#casesNow())
  }

  #casesNow(): readonly Case[] {
    const truths = this.#truths
    const found = new Map<string, { readonly value: Case['value']; readonly when: Diagram[] }>()
    const untouched = new Conjunction(truths, always)
    for (const { when, cases } of this.#settings.toReversed()) {
      const here = truths.and(untouched.all, when)
      for (const { value, when: own } of cases) {
        const key = JSON.stringify(value)
        const known = found.get(key) ?? { value, when: [] }
        found.set(key, known)
        known.when.push(truths.and(here, own))
      }
      untouched.add(truths.not(when))
    }
    return [...found.values()]
      .map(({ value, when }) => ({ value, when: truths.or(...when) }))
      .filter(({ when }) => when !== never)
  }
}
