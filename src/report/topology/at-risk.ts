import type { Review } from '../../plan/review/review.ts'

/** Nodes that a change cuts off, or on whose life others depend from then on: a drawing points at them. */
export function nodesAtRisk(review: Review | undefined): ReadonlySet<string> {
  const found = (review?.consequences ?? []).filter(
    ({ kind, weight }) => weight !== 'note' && (kind === 'unreachable' || kind === 'single-point'),
  )
  return new Set(found.flatMap(({ nodes }) => nodes.map(String)))
}
