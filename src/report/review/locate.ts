import type { Cause } from '../../plan/review/change.ts'
import type { Span } from '../../source/place.ts'
import { locationOf } from '../text/diagnostics.ts'

/** Turns the cause of a change into lines and columns of the revision that it stands in. */
export type LocateCause = (cause: Cause) => Span

/** Causes that are written out; of more the number is said. */
const MOST_CAUSES = 3

/** Each cause as `file:line:column`, the first ones of many; what only the base has is marked as such. */
export function causesText(causes: readonly Cause[], locate: LocateCause): string {
  const places = [...new Set(causes.map((cause) => causeText(cause, locate)))]
  const more = places.length > MOST_CAUSES ? ` and ${places.length - MOST_CAUSES} more` : ''
  return `${places.slice(0, MOST_CAUSES).join(', ')}${more}`
}

function causeText(cause: Cause, locate: LocateCause): string {
  const place = locationOf(locate(cause))
  return cause.side === 'before' ? `${place} (base)` : place
}
