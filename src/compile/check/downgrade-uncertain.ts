import type { Cluster } from '../../model/fleet.ts'
import type { Severity } from '../../source/diagnostic.ts'
import { certainFindings } from './certain-findings.ts'
import { Doubts } from './doubt.ts'
import type { Finding, Rule, RuleContext } from '../rules/rule.ts'

/** A finding whose severity has been decided. */
export interface Judged extends Finding {
  readonly severity: Severity
}

/**
 * Turns errors into warnings that rest on what the cluster calls unknown, and says on what: nobody is stopped by a check
 * that would pass if the fact were known.
 */
export function downgradeUncertain(
  findings: readonly Judged[],
  rule: Rule,
  cluster: Cluster,
  context: RuleContext,
): readonly Judged[] {
  const { unknown = [] } = cluster.facts
  if (unknown.length === 0 || !findings.some(({ severity }) => severity === 'error')) return findings
  const shaky = unknown.map(({ name }) => {
    const doubts = new Doubts()
    doubts.ofUnknown(name)
    const certain = new Set(certainFindings(rule, cluster, context, doubts).map(keyOf))
    return { name, restsOn: (finding: Finding) => !certain.has(keyOf(finding)) }
  })
  return findings.map((finding) => {
    const names = shaky.filter(({ restsOn }) => restsOn(finding)).map(({ name }) => `"${name}"`)
    if (finding.severity !== 'error' || names.length === 0) return finding
    const reason = `; that rests on ${names.join(', ')}, which the cluster calls unknown`
    const { message, alike } = finding
    return {
      ...finding,
      severity: 'warning',
      message: `${message}${reason}`,
      // Told once for several nodes it still says why nobody is stopped by it.
      ...(alike === undefined ? {} : { alike: { ...alike, said: `${alike.said}${reason}` } }),
    }
  })
}

function keyOf({ message, place }: Finding): string {
  return JSON.stringify([message, place])
}
