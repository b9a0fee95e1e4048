import type { Rule, RuleSet } from '../../model/policy/rule-set.ts'
import { AddressIndex } from '../values/address-index.ts'
import { PatternIndex } from '../values/pattern-index.ts'
import type { Extent } from './extent.ts'
import type { Reach } from './reach.ts'

/** A rule that takes requests, from the rest of the policy or from the rule set that it is in. */
export interface Taker {
  readonly rule: Rule
  readonly around: readonly RuleSet[]
  /** Whose requests it takes, beside the test of the first so many rule sets around it. */
  readonly takes: readonly Reach[]
  /** How many rule sets around it what it takes them from must be in as well. */
  readonly depth: number
}

/** Rules that take requests, found by whose requests may be among them: a policy has thousands of them. */
export class Takers {
  readonly #order = new Map<Taker, number>()
  readonly #byExtent = new Map<Extent, Taker[]>()
  readonly #addresses = new Map<string, AddressIndex<readonly Taker[]>>()
  readonly #texts = new Map<string, PatternIndex<readonly Taker[]>>()

  /** Adds a rule, behind all that are there. */
  add(taker: Taker): void {
    // What it takes at the deepest place where it asks for anything is wider than what it takes further out.
    const [widest] = taker.takes.findLast(({ within }) => within.size > 0)?.within ?? []
    if (widest === undefined) return
    this.#order.set(taker, this.#order.size)
    const [property, extent] = widest
    const known = this.#byExtent.get(extent)
    if (known !== undefined) return void known.push(taker)
    const own = [taker]
    this.#byExtent.set(extent, own)
    if (extent.kind === 'text') {
      const index = held(this.#texts, property, () => new PatternIndex())
      for (const pattern of extent.set.patterns) index.add(pattern, own)
    } else {
      const index = held(this.#addresses, property, () => new AddressIndex())
      for (const span of extent.spans) index.add(span, own)
    }
  }

  /** All that may take the requests of a reach, in their order, and some more. */
  near({ within }: Reach): readonly Taker[] {
    const found = new Set<Taker>()
    const tell = (takers: readonly Taker[]): void => takers.forEach((taker) => found.add(taker))
    for (const [property, extent] of within) {
      // Who takes all of an extent takes the first of it.
      if (extent.kind === 'text') this.#texts.get(property)?.each(extent.set.patterns[0] ?? '', tell)
      else this.#addresses.get(property)?.each(extent.spans[0]?.[0] ?? 0n, tell)
    }
    return [...found].toSorted((left, right) => (this.#order.get(left) ?? 0) - (this.#order.get(right) ?? 0))
  }
}

function held<Index>(indexes: Map<string, Index>, property: string, make: () => Index): Index {
  const known = indexes.get(property)
  if (known !== undefined) return known
  const made = make()
  indexes.set(property, made)
  return made
}
