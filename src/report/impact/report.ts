import type { Acceptance } from '../../plan/review/acceptance.ts'
import type { Impact } from '../../policy/impact/impact-class.ts'
import type { LocateCause } from '../review/locate.ts'
import type { SideNames } from './words.ts'

/** What a change of policies does to requests, one cluster after the other. */
export interface ImpactReport {
  /** What the two sides are called. */
  readonly sides: SideNames
  readonly impacts: readonly NamedImpact[]
  readonly locate: LocateCause
}

/** What is compared, and what it does. */
export interface NamedImpact {
  readonly name: string
  readonly impact: Impact
  /** What the change accepts of it by waivers of its own. */
  readonly acceptance: Acceptance
}
