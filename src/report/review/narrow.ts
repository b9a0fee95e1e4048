import type { Change } from '../../plan/review/change.ts'
import type { Review } from '../../plan/review/review.ts'

/** What of a review somebody asked for: what is about a location, or about a node. */
export interface ReviewScope {
  readonly location: string | undefined
  readonly node: string | undefined
  /** The location that a node belongs to, in either revision. */
  readonly locationOf: (node: string) => string | undefined
}

/** A review with only those changes and consequences that are about one location or node; its risk stays the whole's. */
export function narrowReview(review: Review, { location, node, locationOf }: ReviewScope): Review {
  if (location === undefined && node === undefined) return review
  const isMeant = (name: string): boolean =>
    (node === undefined || name === node) && (location === undefined || locationOf(name) === location)
  return {
    ...review,
    changes: review.changes.filter((change) => isAbout(change, isMeant, node === undefined ? location : undefined)),
    consequences: review.consequences.filter(({ nodes }) => nodes.length === 0 || nodes.some(isMeant)),
  }
}

function isAbout(change: Change, isMeant: (node: string) => boolean, location: string | undefined): boolean {
  if ('node' in change) return isMeant(change.node)
  if ('location' in change) return change.location === location
  if (change.kind !== 'value changed') return location === undefined
  if (change.subject.kind === 'location') return change.subject.location === location
  return change.nodes.some(isMeant)
}
