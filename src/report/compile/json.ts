import { diagnosticsBody } from '../json/diagnostics.ts'
import type { Review } from '../../plan/review/review.ts'
import { jsonDocument } from '../json/envelope.ts'
import type { ComparedFindings } from '../review/findings.ts'
import { reviewRecord } from '../review/json.ts'
import type { LocateCause } from '../review/locate.ts'
import type { CompileResult } from './result.ts'

/** A comparison with another revision, as far as it goes into JSON. */
export interface ComparedJson {
  /** What `--base` and `--head` named; no head is the working copy. */
  readonly revisions: { readonly base: string; readonly head?: string }
  readonly reviews: readonly Review[]
  readonly locate: LocateCause
  readonly findings: ComparedFindings
}

/** The result of compiling as one JSON document; with the review of each cluster where there is a base. */
export function compileJson({ diagnostics, clusters, dryRun }: CompileResult, compared?: ComparedJson): string {
  return jsonDocument('compile', {
    ...diagnosticsBody(diagnostics),
    dryRun,
    clusters,
    ...(compared === undefined ? {} : comparedBody(compared)),
  })
}

function comparedBody({ revisions, reviews, locate, findings }: ComparedJson): Readonly<Record<string, unknown>> {
  const counted = (found: readonly { readonly code: string; readonly message: string }[]): readonly object[] =>
    found.map(({ code, message }) => ({ code, message }))
  return {
    compared: { ...revisions, newFindings: counted(findings.fresh), goneFindings: counted(findings.gone) },
    reviews: reviews.map((review) => reviewRecord(review, locate)),
  }
}
