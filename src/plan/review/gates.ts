import { consequenceKinds, type ConsequenceKind } from './consequence.ts'
import type { Review } from './review.ts'
import { risks, type Risk } from './risk.ts'

/** What a gate may name: a risk (that one or a higher one) or a kind of consequence that is more than a note. */
export type Gate = Exclude<Risk, 'none'> | Exclude<ConsequenceKind, 'decisions'>

/** Every name that a gate can have. */
export const gateNames: readonly Gate[] = [
  'low',
  'medium',
  'high',
  // That decisions change is never more than a note: it is what changes of a policy are for.
  ...consequenceKinds.filter((kind) => kind !== 'decisions'),
]

/** The gates that a review does not pass. */
export function closedGates(review: Review, gates: readonly Gate[]): readonly Gate[] {
  return gates.filter((gate) => {
    const level = risks.findIndex((risk) => risk === gate)
    if (level > 0) return risks.indexOf(review.risk) >= level
    return review.consequences.some(({ kind, weight }) => kind === gate && weight !== 'note')
  })
}
