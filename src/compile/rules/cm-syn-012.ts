import type { Rule } from './rule.ts'

/** Monitoring does not rest on SNMP alone. */
export const cmSyn012: Rule = {
  code: 'CM-SYN-012',
  title: 'Monitoring does not rest on SNMP alone',
  severity: 'warning',
  stage: 'static',
  why: 'The SNMP objects of the product have nothing about membership, storage timestamps or being in sync.',
  source: 'field',
  help: 'watch the error logs or ask the REST interface too',
  examples: {
    invalid: { files: { 'cluster.yaml': 'monitoring: { snmp: true }' } },
    valid: { files: { 'cluster.yaml': 'monitoring: { snmp: true, logs: true }' } },
  },

  *check(cluster) {
    const { monitoring } = cluster.facts
    if (monitoring === undefined || !monitoring.snmp || monitoring.logs || monitoring.rest) return
    yield {
      message: 'the cluster is watched by SNMP only, which cannot see whether nodes are in sync',
      place: monitoring.place,
    }
  },
}
