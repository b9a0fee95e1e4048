import { listenersOf } from '../facts/listeners.ts'
import { groupedBy, placeOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Where the user interface and the REST interface listen. */
const INTERFACE_PORTS: ReadonlySet<number> = new Set([4711, 4712])

/** The port for Central Management is not used by anything else. */
export const cmIp008: Rule = {
  code: 'CM-IP-008',
  title: 'The port for Central Management is not used by anything else',
  severity: 'error',
  stage: 'static',
  why: 'The user interface and REST listen on 4711 and 4712; a port already used by a proxy or an interface is not free for the listener.',
  source: 'field',
  help: 'use port 12346',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `centralManagement: { port: 4712 }
network: { firewall: [{ between: [tokyo-1, newyork-1], port: 4712 }] }
`,
      },
    },
    valid: { files: { 'cluster.yaml': 'centralManagement: { port: 12346 }' } },
  },

  *check(cluster) {
    const clashes = listenersOf(cluster).filter(
      ({ node, endpoint }) =>
        INTERFACE_PORTS.has(endpoint.port) || node.facts.portsInUse.some(({ value }) => value === endpoint.port),
    )
    for (const [port, listeners] of groupedBy(clashes, ({ endpoint }) => endpoint.port)) {
      const who = INTERFACE_PORTS.has(port) ? 'the user interface and REST' : 'something else on the node'
      const [first] = listeners
      if (first === undefined) continue
      yield {
        message: `${quoted(listeners.map(({ node }) => node.name))} would listen on port ${port}, which belongs to ${who}`,
        place: placeOf(first.node, 'listeners'),
      }
    }
  },
}
