import { diagnosticsMarkdown } from '../../report/markdown/diagnostics.ts'
import type { CommentHost } from '../../report/markdown/host.ts'
import { reviewMarkdown } from '../../report/review/markdown.ts'
import { mermaid } from '../../report/topology/mermaid.ts'
import { picturesOf, viewsOf, type CompileReport } from './compile-report.ts'

/** The result of compiling as a comment: the findings, or with a base the review. */
export function compileMarkdown({ result, compared }: CompileReport, host: CommentHost): string {
  if (compared === undefined) return diagnosticsMarkdown(result.diagnostics, host)
  const pictures = picturesOf(compared).map((view) => [view.name, mermaid(view)] as const)
  return reviewMarkdown(viewsOf(compared), {
    base: compared.revisions.base,
    diagrams: new Map(pictures),
    findings: compared.findings,
    host,
  })
}
