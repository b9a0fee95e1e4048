import type { Rule } from './rule.ts'

/** The destination of access logs is different for each node. */
export const cmLog001: Rule = {
  code: 'CM-LOG-001',
  title: 'The destination of access logs is different for each node',
  severity: 'error',
  stage: 'static',
  why: 'One log configuration serves all nodes, so with a destination that does not contain the host name, nodes overwrite the logs of one another.',
  source: 'BP, KB76899',
  help: 'put %h into the path of the destination',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { accessLog: ftps://logs.example.com/access/ }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { accessLog: ftps://logs.example.com/access/%h/ }' } },
  },

  *check(cluster) {
    const log = cluster.facts.logShipping?.accessLog
    if (log === undefined || cluster.nodes.length < 2 || log.value.includes('%h')) return
    yield { message: `all nodes push their access logs to "${log.value}"`, place: log.origin.place }
  },
}
