import type { Rule } from './rule.ts'

/** The audit log leaves the appliance. */
export const cmLog005: Rule = {
  code: 'CM-LOG-005',
  title: 'The audit log leaves the appliance',
  severity: 'warning',
  stage: 'static',
  why: 'An audit log kept only on the appliance is lost with it, and whoever controls the appliance can change it.',
  source: 'SYSL',
  help: 'set auditLog to syslog or push',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { auditLog: local }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { auditLog: syslog }' } },
  },

  *check(cluster) {
    const log = cluster.facts.logShipping?.auditLog
    if (log?.value === 'local') yield { message: 'the audit log stays on the appliance', place: log.origin.place }
  },
}
