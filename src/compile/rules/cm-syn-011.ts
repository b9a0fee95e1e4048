import type { Rule } from './rule.ts'

/** The coordinator log of every node is collected. */
export const cmSyn011: Rule = {
  code: 'CM-SYN-011',
  title: 'The coordinator log of every node is collected',
  severity: 'info',
  stage: 'static',
  why: 'It is the first place to look when nodes do not reach each other, and it is on the node that could not.',
  source: 'BP',
  help: 'ship it: "logShipping.coordinatorLog: syslog"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { coordinatorLog: local, auditLog: syslog }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { coordinatorLog: syslog, auditLog: syslog }' } },
  },

  *check(cluster) {
    const { logShipping } = cluster.facts
    // Where nothing is declared about logs nothing is known.
    if (logShipping === undefined) return
    const { coordinatorLog } = logShipping
    if (coordinatorLog !== undefined && coordinatorLog.value !== 'local') return
    yield {
      message: 'the coordinator log stays on the nodes',
      place: coordinatorLog?.origin.place ?? logShipping.place,
    }
  },
}
