import type { Review } from '../../plan/review/review.ts'

/** The one line that a gate and a reader in a hurry go by: the risk and what it rests on. */
export function riskLine(review: Review): string {
  const { risk, changes, consequences, rollout, digests } = review
  if (risk === 'none')
    return `no effect at any node, proved by equal digests (${digests.after?.slice(0, 12) ?? 'none'})`
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
