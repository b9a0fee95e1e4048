import type { ReadLogs } from './evidence.ts'
import type { Finding } from './finding.ts'
import { auditFindings } from './findings/audit.ts'
import { connectionFindings } from './findings/connection.ts'
import { locationFindings } from './findings/location.ts'
import { isSharedData, sharedDataFindings } from './findings/shared-data.ts'
import { statementFindings } from './findings/statements.ts'
import type { Site } from './site.ts'

/** What logs mean: thousands of lines as a few causes with their remedies, the worst first. */
export function diagnose(logs: ReadLogs, site: Site, robots: ReadonlySet<string> = new Set()): readonly Finding[] {
  const failed = logs.evidence.filter((each) => each.kind === 'failed request')
  const { findings, explained } = locationFindings(failed, site)
  const left = failed.filter((line) => !explained.has(line))
  const all = [
    ...findings,
    ...connectionFindings(
      left.filter((line) => !isSharedData(line)),
      site,
    ),
    ...sharedDataFindings(left.filter(isSharedData), logs, site),
    ...statementFindings(logs.evidence, site),
    ...auditFindings(
      logs.evidence.filter((each) => each.kind === 'audit'),
      robots,
    ),
  ]
  return worstFirst(all)
}

/** Findings in the order in which a person should look at them. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = { error: 0, warning: 1, info: 2 }
  return findings.toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count || (a.what < b.what ? -1 : 1),
  )
}
