import type { Cluster } from '../../model/fleet.ts'
import type { Diagnostic, Severity } from '../../source/diagnostic.ts'
import { onceForEach } from '../../source/once-for-each.ts'
import type { RawFile } from '../../source/source-file.ts'
import { certainFindings } from './certain-findings.ts'
import type { Doubts } from './doubt.ts'
import { downgradeUncertain } from './downgrade-uncertain.ts'
import type { Finding, Rule, RuleContext } from '../rules/rule.ts'

/** Severities that a repository sets, by code. */
export type SeveritySettings = Readonly<Record<string, Severity | 'off'>>

/**
 * Asks every rule about a cluster. A rule that is not verified is asked only where the repository switches it on; of
 * what is in doubt nothing is said that better input could make untrue.
 */
export function check(
  cluster: Cluster,
  rules: readonly Rule[],
  severities: SeveritySettings,
  context: RuleContext,
  doubts: Doubts,
): readonly Diagnostic[] {
  const { none: isWhole } = doubts
  return askedOf(rules)(severities).flatMap(({ rule, ask, severity, isSet }) => {
    const found = isWhole ? [...ask(cluster, context)] : certainFindings(rule, cluster, context, doubts)
    if (found.length === 0) return []
    const said = found.map((finding) => ({
      ...finding,
      severity: isSet ? severity : (finding.severity ?? severity),
    }))
    return downgradeUncertain(said, rule, cluster, context).map((finding) =>
      toDiagnostic(rule, finding.severity, finding),
    )
  })
}

/** A rule that is asked about clusters. */
interface Asked {
  readonly rule: Rule
  readonly ask: NonNullable<Rule['check']>
  readonly severity: Severity
  /** Whether the repository sets the severity. */
  readonly isSet: boolean
}

/** Rules that a repository has asked, the same for all its clusters. */
const askedOf = onceForEach((rules: readonly Rule[]) =>
  onceForEach((severities: SeveritySettings): readonly Asked[] =>
    rules.flatMap((rule) => {
      const { check: ask, code, stage } = rule
      const severity = severityOf(rule, severities)
      if (stage !== 'static' || severity === 'off' || ask === undefined) return []
      return [{ rule, ask: ask.bind(rule), severity, isSet: severities[code] !== undefined }]
    }),
  ),
)

/** Asks the rules that look at files as such, before anyone decides what a file is. */
export function scan(
  files: readonly RawFile[],
  rules: readonly Rule[],
  severities: SeveritySettings,
): readonly Diagnostic[] {
  return rules.flatMap((rule) => {
    const look = rule.scan
    if (look === undefined) return []
    const severity = severityOf(rule, severities)
    if (severity === 'off') return []
    return files.flatMap((file) => [...look(file)].map((finding) => toDiagnostic(rule, severity, finding)))
  })
}

/** The severity that a rule has in a repository. */
export function severityOf(rule: Rule, severities: SeveritySettings): Severity | 'off' {
  return severities[rule.code] ?? (rule.unverified === true ? 'off' : rule.severity)
}

/** A rule's finding as a diagnostic. */
export function toDiagnostic(rule: Rule, severity: Severity, finding: Finding): Diagnostic {
  const { message, place, help = rule.help, related, fix, alike } = finding
  const said = { code: rule.code, severity, message, place, help, why: `${rule.why} [${rule.source}]` }
  return {
    ...said,
    ...(related === undefined ? {} : { related }),
    ...(fix === undefined ? {} : { fix }),
    ...(alike === undefined ? {} : { alike }),
  }
}
