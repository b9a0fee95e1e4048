import { offer, writeBelow } from '../fix/offer.ts'
import { atLeast } from '../facts/versions.ts'
import type { Rule } from './rule.ts'

const CHANGED_IN = '12.2.2'

/** SNMP monitoring queries the object ids of the product version. */
export const cmVer014: Rule = {
  code: 'CM-VER-014',
  title: 'SNMP monitoring queries the object ids of the product version',
  severity: 'warning',
  stage: 'static',
  why: 'The enterprise number changed from 1230 to 59732 with version 12.2.2; monitoring that queries the wrong one sees nothing and usually reports nothing.',
  source: 'field',
  help: 'query enterprise 59732 from version 12.2.2 on, and 1230 before',
  examples: {
    invalid: { files: { 'cluster.yaml': 'monitoring: { snmp: true, snmpEnterprise: 1230, logs: true }' } },
    valid: { files: { 'cluster.yaml': 'monitoring: { snmp: true, snmpEnterprise: 59732, logs: true }' } },
  },

  *check(cluster) {
    const { monitoring } = cluster.facts
    const wanted = atLeast(cluster.version.value, CHANGED_IN) ? 59732 : 1230
    if (monitoring?.snmpEnterprise === undefined || monitoring.snmpEnterprise === wanted) return
    yield {
      message: `monitoring queries enterprise ${monitoring.snmpEnterprise}, but version ${cluster.version.value} answers at ${wanted}`,
      place: monitoring.place,
      ...offer(`query enterprise ${wanted}`, [writeBelow(monitoring.place, 'snmpEnterprise', wanted)]),
    }
  },
}
