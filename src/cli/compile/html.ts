import { findingsPage } from '../../report/html/findings.ts'
import { reviewHtml } from '../../report/review/html.ts'
import { svg } from '../../report/topology/svg.ts'
import { picturesOf, viewsOf, type CompileReport } from './compile-report.ts'

/** The result of compiling as a page: the findings, or with a base the review. */
export function compileHtml({ result, compared }: CompileReport): string {
  if (compared === undefined) return findingsPage(result.diagnostics)
  const { base, head = 'the working copy' } = compared.revisions
  const drawings = new Map(picturesOf(compared).map((view) => [view.name, svg(view)]))
  return reviewHtml(viewsOf(compared), { base, head, drawings, findings: compared.findings })
}
