import { listenersByPort } from '../facts/listeners.ts'
import type { Rule } from './rule.ts'

const DEFAULT_PORT = 12346

/** The port for Central Management is 12346. */
export const cmIp007: Rule = {
  code: 'CM-IP-007',
  title: 'The port for Central Management is 12346',
  severity: 'info',
  stage: 'static',
  why: 'Staying with the default port is recommended; firewalls, monitoring and colleagues expect it.',
  source: 'BP',
  help: 'omit "centralManagement.port", unless 12346 is taken',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `centralManagement: { port: 22222 }
network: { firewall: [{ between: [tokyo-1, newyork-1], port: 22222 }] }
`,
      },
    },
    valid: { files: { 'cluster.yaml': 'centralManagement: { port: 12346 }' } },
  },

  *check(cluster) {
    const ports = listenersByPort(cluster)
    const [port] = ports.keys()
    // Different ports are reported by CM-IP-006.
    if (port === undefined || ports.size > 1 || port === DEFAULT_PORT) return
    yield {
      message: `the cluster uses port ${port} for Central Management instead of ${DEFAULT_PORT}`,
      place: cluster.port.origin.place,
    }
  },
}
