import { diagnosticSections } from '../markdown/diagnostics.ts'
import { escapeMarkdown } from '../markdown/escape.ts'
import { fit } from '../markdown/fit.ts'
import type { CommentHost } from '../markdown/host.ts'
import { testFindings } from './findings.ts'
import { isPassed, type TestReport } from './report.ts'
import { notRun } from './text.ts'

/** First line of a comment about tests: by it a job finds its earlier one, beside the comment about the change. */
const stickyMarker = '<!-- pader:tests -->'

/** Tests as a comment: how many passed, how much of each policy they reach, and one fold for each file with what failed. */
export function testMarkdown(report: TestReport, host: CommentHost): string {
  const { runs, problems, untested, coverage } = report
  const failed = runs.filter((run) => !isPassed(run)).length
  const unread = problems.length === 0 ? '' : `, ${problems.length} problems keep tests from being run`
  const reached = [
    ...untested.map((cluster) => `- ${escapeMarkdown(notRun(cluster))}\n`),
    ...[...coverage].map(
      ([cluster, { rules, missed }]) =>
        `- ${escapeMarkdown(cluster)}: tests apply ${rules - missed.length} of ${rules} rules\n`,
    ),
  ]
  const head = `${stickyMarker}\n### Pader: ${runs.length - failed} tests passed, ${failed} failed${unread}\n\n${reached.join('\n')}`
  return fit(head, diagnosticSections(testFindings(report)), host)
}
