import type { LocatedDiagnostic, Severity } from '../../source/diagnostic.ts'
import { printedJson } from '../json/printed.ts'
import { withoutInvisible } from '../without-invisible.ts'
import { withFingerprints } from './fingerprint.ts'

const severityOf: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' }

/** Findings as a GitLab code quality report; waived ones are left out, because the format cannot say "accepted". */
export function gitlabCodeQuality(diagnostics: readonly LocatedDiagnostic[]): string {
  const open = diagnostics.filter(({ waivedBy }) => waivedBy === undefined)
  const report = withFingerprints(open).map(({ found, fingerprint }) => ({
    description: withoutInvisible(found.message),
    check_name: found.code,
    fingerprint,
    severity: severityOf[found.severity],
    location: { path: found.span.file, lines: { begin: found.span.start.line, end: found.span.end.line } },
  }))
  return `${printedJson(report, 2)}\n`
}
