import type { Impact } from '../../policy/impact/impact.ts'
import type { SideName } from '../../policy/reason/side.ts'
import type { LocateCause } from '../review/locate.ts'

/** What a change of policies does to requests, one cluster after the other. */
export interface ImpactReport {
  /** What the two sides are called. */
  readonly sides: Readonly<Record<SideName, string>>
  readonly impacts: readonly NamedImpact[]
  readonly locate: LocateCause
}

/** What is compared, and what it does. */
export interface NamedImpact {
  readonly name: string
  readonly impact: Impact
}
