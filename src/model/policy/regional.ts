import type { Place } from '../../source/place.ts'
import type { Sourced } from '../sourced.ts'

/** Something of a policy that regions may change, what is said of that, and what they make of it. */
export interface RegionalObject {
  readonly kind: 'list' | 'parameter' | 'rule set'
  readonly name: string
  readonly place: Place
  /** What regions may do to it, with what is stricter: `tighten (longer)`; absent where nothing is said. */
  readonly override?: { readonly words: string; readonly place: Place }
  /** What all have that say nothing; a rule set has no value. */
  readonly shared?: Sourced<string>
  readonly departures: readonly Departure[]
}

/** What some regions have instead of what all share. */
export interface Departure {
  readonly regions: readonly string[]
  /** What they have, and what it overrides. */
  readonly value: Sourced<string>
  /** Of a list: what it is called at the appliances, and its entries, each with every place that it comes from. */
  readonly list?: { readonly name: string; readonly entries: readonly Sourced<string>[] }
}
