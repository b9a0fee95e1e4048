import type { Appearance } from '../../report/appearance.ts'
import { reviewText } from '../../report/review/text.ts'
import type { ComparedRevision } from './compare-revisions.ts'
import { viewsOf } from './compile-report.ts'

/** The reviews for a terminal. */
export function reviewsAsText(compared: ComparedRevision, look: Appearance): string {
  return reviewText(viewsOf(compared), compared.revisions.base, look)
}
