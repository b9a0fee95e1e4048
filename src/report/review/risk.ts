import type { Review } from '../../plan/review/review.ts'
import type { Unread } from '../../plan/review/unread.ts'
import { plural } from '../plural.ts'

/** The one line that a gate and a reader in a hurry go by: the risk and what it rests on. */
export function riskLine(review: Review): string {
  const { risk, changes, consequences, rollout, digests, unread } = review
  if (unread !== undefined) return `not reviewed: ${whyUnread(unread)}`
  if (risk === 'none')
    return `no effect on any node, proved by equal digests of the model (${digests.after?.slice(0, 12) ?? 'none'})`
  const refused = rollout?.phases.find(({ proof }) => proof.kind === 'refused')
  const reasons = [
    ...consequences.filter(({ weight }) => weight === (risk === 'high' ? 'danger' : 'caution')).map(({ text }) => text),
    ...(refused === undefined ? [] : [`phase ${refused.ordinal} of the rollout is refused`]),
  ]
  const [first, ...others] = reasons
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  const size = `${changes.length} change${changes.length === 1 ? '' : 's'}`
  return first === undefined ? `${risk} risk, ${size}` : `${risk} risk, ${size}: ${first}${more}`
}

/** Files that are named one by one. */
const MOST_FILES = 3

function whyUnread({ before, after }: Unread): string {
  const sides = [
    ...(after.length === 0 ? [] : [`errors in ${named(after)} hide part of the cluster`]),
    ...(before.length === 0 ? [] : [`in the base revision, errors in ${named(before)} hide part of the cluster`]),
  ]
  return sides.join('; ')
}

function named(files: readonly string[]): string {
  const shown = files.slice(0, MOST_FILES)
  const more = files.length - shown.length
  return [...shown, ...(more === 0 ? [] : [plural(more, 'more file')])].join(', ')
}
