import { diagnosticsBody } from '../json/diagnostics.ts'
import { jsonDocument } from '../json/envelope.ts'
import type { CompileResult } from './result.ts'

/** The result of compiling as one JSON document. */
export function compileJson({ diagnostics, clusters, dryRun, base }: CompileResult): string {
  return jsonDocument('compile', {
    ...diagnosticsBody(diagnostics),
    dryRun,
    clusters,
    ...(base === undefined ? {} : { base }),
  })
}
