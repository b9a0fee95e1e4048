import { settingOf, placeOf } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** A cluster without its own time servers uses those of the vendor. */
export const cmTime004: Rule = {
  code: 'CM-TIME-004',
  title: 'A cluster without its own time servers uses those of the vendor',
  severity: 'info',
  stage: 'static',
  why: 'The vendor runs "ntp.webwasher.com" for sites without an internal server.',
  source: 'NG',
  help: 'write "ntp.servers: [ntp.webwasher.com]", or the servers of your company',
  examples: {
    invalid: {
      replace: ['cluster.yaml'],
      files: {
        'cluster.yaml': `format: 1
product: { version: 12.2.15 }
entryNode: tokyo-1
defaults: { ntp: { enabled: true } }
`,
      },
    },
    valid: {
      replace: ['cluster.yaml'],
      files: {
        'cluster.yaml': `format: 1
product: { version: 12.2.15 }
entryNode: tokyo-1
defaults: { ntp: { enabled: true, servers: [ntp.webwasher.com] } }
`,
      },
    },
  },

  *check(cluster) {
    const unnamed = cluster.nodes.filter(
      (node) => settingOf(node, 'ntp.enabled') === true && settingOf(node, 'ntp.servers') === undefined,
    )
    const [first] = unnamed
    if (first === undefined) return
    yield {
      message: `NTP is switched on, but no server is named for ${quoted(unnamed.map(({ name }) => name))}`,
      place: placeOf(first, 'ntp.enabled'),
    }
  },
}
