import type { Change } from '../../plan/review/change.ts'
import { canonical } from '../../plan/review/content.ts'
import type { Review } from '../../plan/review/review.ts'
import { impactRecord } from '../impact/json.ts'
import type { LocateCause } from './locate.ts'
import { riskLine } from './risk.ts'

/** A review as a part of a larger JSON document. */
export function reviewRecord(review: Review, locate: LocateCause): Readonly<Record<string, unknown>> {
  const { cluster, digests, changes, consequences, risk, rollout, impact, reviewers, unread } = review
  return {
    cluster,
    risk,
    summary: riskLine(review),
    digests: { before: digests.before ?? null, after: digests.after ?? null },
    changes: changes.map((change) => changeRecord(change, locate)),
    consequences,
    ...(rollout === undefined ? {} : { rollout }),
    ...(impact === undefined ? {} : { impact: impactRecord(impact, locate) }),
    reviewers,
    ...(unread === undefined ? {} : { unread }),
  }
}

function changeRecord(change: Change, locate: LocateCause): Readonly<Record<string, unknown>> {
  const cause = { side: change.cause.side, ...locate(change.cause) }
  if (change.kind !== 'value changed') return { ...change, cause }
  // A value that is not there has no key, so that `null` can mean that it must be empty.
  const { before, after, ...rest } = change
  return {
    ...rest,
    ...(before === undefined ? {} : { before: plain(before) }),
    ...(after === undefined ? {} : { after: plain(after) }),
    cause,
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(canonical(value))
}
