import type { Change } from '../../plan/review/change.ts'
import type { Consequence } from '../../plan/review/consequence.ts'
import type { Reviewer } from '../../plan/review/decisions.ts'
import type { Review } from '../../plan/review/review.ts'
import type { Risk } from '../../plan/review/risk.ts'
import { compare } from '../order.ts'
import { alike } from './alike.ts'
import { causesText, type LocateCause } from './locate.ts'
import { impactView, type ImpactView } from '../impact/view.ts'
import { directionWords, sideNames } from '../impact/words.ts'
import { riskLine } from './risk.ts'
import { rolloutView, type RolloutView } from './rollout.ts'
import { changeWords, type ChangeWords } from './words.ts'

/** The review of a cluster in words and in reading order, before any form of writing it. */
export interface ReviewView {
  readonly cluster: string
  readonly risk: Risk
  /** The one line for a reader in a hurry. */
  readonly headline: string
  readonly consequences: readonly Consequence[]
  readonly groups: readonly ChangeGroup[]
  /** How many changes there are in all groups. */
  readonly changes: number
  readonly rollout?: RolloutView
  /** What becomes of requests; absent where nothing is to be told beyond the consequences. */
  readonly impact?: ImpactView
  /** Who has to agree and why, one line each. */
  readonly reviewers: readonly string[]
}

/** Changes that a reader looks for in one place: of the cluster, or of a location. */
export interface ChangeGroup {
  /** Empty for what concerns the cluster. */
  readonly location: string
  readonly rows: readonly ChangeRow[]
}

/** A change in words with the line that caused it. */
export interface ChangeRow extends ChangeWords {
  readonly cause: string
}

/** Puts a review into words. */
export function reviewView(review: Review, locate: LocateCause): ReviewView {
  const { cluster, risk, consequences, changes, rollout, impact, reviewers } = review
  return {
    cluster,
    risk,
    headline: riskLine(review),
    consequences,
    groups: groupsOf(changes, locate),
    changes: changes.length,
    ...(rollout === undefined ? {} : { rollout: rolloutView(rollout, review) }),
    ...(impact === undefined || impact.classes.length + impact.open.length === 0
      ? {}
      : { impact: impactView(impact, locate, sideNames) }),
    reviewers: reviewers.map(reviewerWords),
  }
}

function reviewerWords({ owner, regions, directions }: Reviewer): string {
  return `${owner}, for ${regions.join(', ')}: ${directions.map((one) => directionWords[one]).join(', ')}`
}

function groupsOf(changes: readonly Change[], locate: LocateCause): readonly ChangeGroup[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const location = locationOf(change)
    groups.set(location, [...(groups.get(location) ?? []), change])
  }
  return [...groups]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([location, here]) => ({
      location,
      rows: alike(here).map(({ change, nodes, causes }) => ({
        ...changeWords(change, nodes),
        cause: causesText(causes, locate),
      })),
    }))
}

/** The location that a change is looked for under; none for what concerns the cluster. */
function locationOf(change: Change): string {
  if ('location' in change) return change.location
  if (change.kind !== 'value changed') return ''
  if (change.subject.kind === 'location') return change.subject.location
  // A value of nodes stands where it was written: in the file of a location, or in that of the cluster.
  const [, location] = /\/locations\/([^/]+)\.yaml$/.exec(change.cause.place.file) ?? []
  return location ?? ''
}
