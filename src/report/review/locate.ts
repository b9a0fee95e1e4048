import type { Cause } from '../../plan/review/change.ts'
import type { Span } from '../../source/place.ts'
import { locationOf } from '../text/diagnostics.ts'

/** Turns the cause of a change into lines and columns of the revision that it stands in. */
export type LocateCause = (cause: Cause) => Span

/** `file:line:column` of a cause; what only the base has is marked as such. */
export function causeText(cause: Cause, locate: LocateCause): string {
  const place = locationOf(locate(cause))
  return cause.side === 'before' ? `${place} (base)` : place
}
