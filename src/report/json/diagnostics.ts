import type { LocatedDiagnostic } from '../../source/diagnostic.ts'
import { byPlace } from '../order.ts'
import { tally } from '../tally.ts'
import { jsonDocument, jsonLines } from './envelope.ts'

/** All findings as one JSON document, in reading order. */
export function diagnosticsJson(diagnostics: readonly LocatedDiagnostic[]): string {
  return jsonDocument('diagnostics', diagnosticsBody(diagnostics))
}

/** The findings as a part of a larger JSON document. */
export function diagnosticsBody(diagnostics: readonly LocatedDiagnostic[]): Readonly<Record<string, unknown>> {
  return { summary: tally(diagnostics), diagnostics: diagnostics.toSorted(byPlace).map(record) }
}

/** All findings as lines of JSON; the last line is the summary. */
export function diagnosticsNdjson(diagnostics: readonly LocatedDiagnostic[]): string {
  return jsonLines('diagnostics-lines', [
    ...diagnostics.toSorted(byPlace).map((found) => ({ type: 'diagnostic', ...record(found) })),
    { type: 'summary', ...tally(diagnostics) },
  ])
}

/** Named fields instead of a spread: what is printed is a promise, what a type happens to hold is not. */
function record(found: LocatedDiagnostic): Readonly<Record<string, unknown>> {
  return {
    code: found.code,
    severity: found.severity,
    message: found.message,
    span: found.span,
    ...(found.help === undefined ? {} : { help: found.help }),
    ...(found.why === undefined ? {} : { why: found.why }),
    ...(found.related === undefined ? {} : { related: found.related }),
    ...(found.fix === undefined ? {} : { fix: { title: found.fix.title } }),
    ...(found.waivedBy === undefined ? {} : { waivedBy: found.waivedBy }),
  }
}
