import { diagnosticsBody } from '../json/diagnostics.ts'
import type { Review } from '../../plan/review/review.ts'
import { jsonDocument } from '../json/envelope.ts'
import { reviewRecord } from '../review/json.ts'
import type { LocateCause } from '../review/locate.ts'
import type { CompileResult } from './result.ts'

/** The result of compiling as one JSON document; with the review of each cluster where there is a base. */
export function compileJson(
  { diagnostics, clusters, dryRun, base }: CompileResult,
  review?: { readonly reviews: readonly Review[]; readonly locate: LocateCause },
): string {
  return jsonDocument('compile', {
    ...diagnosticsBody(diagnostics),
    dryRun,
    clusters,
    ...(base === undefined ? {} : { base }),
    ...(review === undefined ? {} : { reviews: review.reviews.map((one) => reviewRecord(one, review.locate)) }),
  })
}
