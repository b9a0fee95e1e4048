import { writtenValues } from '../reading.ts'
import { counted, quoted } from '../phrase.ts'
import type { Rule } from './rule.ts'

/** A node has three time servers or more. */
export const cmTime003: Rule = {
  code: 'CM-TIME-003',
  title: 'A node has three time servers or more',
  severity: 'info',
  stage: 'static',
  scope: 'node',
  why: 'With one server nobody notices when it is wrong, with two nobody knows which of them is; from three on the odd one out is ignored.',
  source: 'ours',
  help: 'name a third server',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3] } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { ntp: { servers: [10.81.0.3, 10.81.0.4, 10.1.0.3] } }' } },
  },

  *check(cluster) {
    for (const { value, nodes, place } of writtenValues(cluster, 'ntp.servers')) {
      const servers = new Set((value ?? []).filter((name) => name.trim() !== ''))
      if (servers.size === 0 || servers.size > 2) continue
      yield {
        message: `${quoted(nodes.map(({ name }) => name))} follow ${counted(servers.size, 'time server')}`,
        place,
      }
    }
  },
}
