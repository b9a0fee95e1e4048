import { consequenceKinds, type ConsequenceKind } from './consequence.ts'
import type { Review } from './review.ts'
import { risks, type Risk } from './risk.ts'

/**
 * What a gate may name: a risk (that one or a higher one), a kind of consequence that is more than a note, or that a check
 * weighs less than it did.
 */
export type Gate = Exclude<Risk, 'none' | 'unknown'> | Exclude<ConsequenceKind, 'decisions'> | 'lowered-check'

/** Every name that a gate can have. */
export const gateNames: readonly Gate[] = [
  'low',
  'medium',
  'high',
  // That decisions change is never more than a note: it is what changes of a policy are for.
  ...consequenceKinds.filter((kind) => kind !== 'decisions'),
  'lowered-check',
]

/** What gates judge of a change: what it does to each cluster, and to the checks of all of them. */
export interface Judged {
  readonly reviews: readonly Review[]
  /** Codes of the checks that weigh less than they did. */
  readonly lowered: readonly string[]
}

/** The gates that a change does not pass. */
export function closedGates({ reviews, lowered }: Judged, gates: readonly Gate[]): readonly Gate[] {
  // As with a waiver, what is no longer said of any cluster is for somebody to agree to.
  const ofChecks: Risk = lowered.length === 0 ? 'none' : 'medium'
  const level = Math.max(...[ofChecks, ...reviews.map(({ risk }) => risk)].map((risk) => levelOf(risk)))
  const consequences = reviews.flatMap((review) => review.consequences)
  const isUnknown = reviews.some(({ unread }) => unread !== undefined)
  return gates.filter((gate) => {
    if (gate === 'lowered-check') return lowered.length > 0
    if (isUnknown) return true
    const asked = levelOf(gate)
    if (asked > 0) return level >= asked
    return consequences.some(({ kind, weight }) => kind === gate && weight !== 'note')
  })
}

function levelOf(gate: Gate | Risk): number {
  return risks.findIndex((risk) => risk === gate)
}
