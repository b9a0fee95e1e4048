import type { Rule } from './rule.ts'

/** Monitoring does not rely on SNMP alone. */
export const cmSyn012: Rule = {
  code: 'CM-SYN-012',
  title: 'Monitoring does not rely on SNMP alone',
  severity: 'warning',
  stage: 'static',
  why: 'The SNMP objects of the product say nothing about membership, storage timestamps or whether nodes are in sync.',
  source: 'field',
  help: 'also watch the error logs or query the REST interface',
  examples: {
    invalid: { files: { 'cluster.yaml': 'monitoring: { snmp: true }' } },
    valid: { files: { 'cluster.yaml': 'monitoring: { snmp: true, logs: true }' } },
  },

  *check(cluster) {
    const { monitoring } = cluster.facts
    if (monitoring === undefined || !monitoring.snmp || monitoring.logs || monitoring.rest) return
    yield {
      message: 'the cluster is monitored by SNMP only, which cannot show whether nodes are in sync',
      place: monitoring.place,
    }
  },
}
