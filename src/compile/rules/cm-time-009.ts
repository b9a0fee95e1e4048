import { settingOf } from '../facts/settings-of-nodes.ts'
import { listPlace } from '../facts/passages.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

const NTP_PORT = 123

/** The path to the time servers is open. */
export const cmTime009: Rule = {
  code: 'CM-TIME-009',
  title: 'The path to the time servers is open',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'NTP needs UDP port 123; if a firewall drops it, the clock drifts although NTP is switched on.',
  source: 'BP',
  help: 'open UDP 123 and declare it under "network.firewall"',
  examples: {
    invalid: {
      files: {
        'cluster.yaml': `network:
  firewall:
    - { between: [tokyo-1, newyork-1], port: 12346 }
    - { from: tokyo, to: any, protocol: udp, port: 123 }
`,
      },
    },
    valid: {
      files: {
        'cluster.yaml': `network:
  firewall:
    - { between: [tokyo-1, newyork-1], port: 12346 }
    - { from: any, to: any, protocol: udp, port: 123 }
`,
      },
    },
  },

  *check(cluster) {
    const declared = cluster.facts.firewall.find(({ protocol, port }) => protocol === 'udp' && port === NTP_PORT)
    // Where no opening for NTP is declared at all nothing is known of it.
    if (declared === undefined) return
    const openings = cluster.facts.firewall.filter(
      ({ protocol, port }) => protocol !== 'tcp' && (port === undefined || port === NTP_PORT),
    )
    const starts = new Set(openings.flatMap(({ from, to, bothWays }) => (bothWays ? [from, to] : [from])))
    const closed = cluster.nodes.filter(
      (node) =>
        settingOf(node, 'ntp.enabled') === true && ![node.name, node.location, 'any'].some((end) => starts.has(end)),
    )
    if (closed.length === 0) return
    yield {
      message: `UDP 123 is not declared open for ${quoted(closed.map(({ name }) => name))}`,
      place: listPlace(declared.place),
    }
  },
}
