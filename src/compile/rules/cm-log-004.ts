import { quoted } from '../wording/phrase.ts'
import { commonest, groupedBy } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The rsyslog configuration is the same on all nodes. */
export const cmLog004: Rule = {
  code: 'CM-LOG-004',
  title: 'The rsyslog configuration is the same on all nodes',
  severity: 'warning',
  stage: 'static',
  why: 'Each appliance has its own copy of this file, so there are as many copies to keep identical as there are nodes. Plans compare what each node holds.',
  source: 'field',
  help: 'remove what differs by node from the template; log lines name their node anyway',
  examples: {
    invalid: {
      files: {
        'templates/rsyslog.hbs': '*.* @{{node.name}}.logs.example.com\n',
        'policy/10.yaml': 'format: 1\nsystemFiles: { etc/rsyslog.conf: { template: rsyslog.hbs } }\n',
      },
      without: ['policy/90-logs.yaml'],
    },
    valid: {
      files: {
        'templates/rsyslog.hbs': '*.* @logs.example.com\n',
        'policy/10.yaml': 'format: 1\nsystemFiles: { etc/rsyslog.conf: { template: rsyslog.hbs } }\n',
      },
      without: ['policy/90-logs.yaml'],
    },
  },

  *check(cluster) {
    const files = cluster.policy.systemFiles.filter(({ path }) => /(^|\/)rsyslog\.(conf$|d\/)/.test(path))
    for (const [path, copies] of groupedBy(files, (file) => file.path)) {
      const texts = groupedBy(copies, ({ text }) => text)
      const usual = commonest(texts)
      const odd = copies.filter(({ text }) => text !== usual)
      const [first] = odd
      if (first === undefined) continue
      yield {
        message: `"${path}" of ${quoted(odd.map(({ node }) => node))} differs from that of other nodes`,
        place: first.place,
      }
    }
  },
}
