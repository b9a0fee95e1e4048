import { writtenValues } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** Revocation lists have their own update interval. */
export const cmUpd012: Rule = {
  code: 'CM-UPD-012',
  title: 'Revocation lists have their own update interval',
  severity: 'info',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'URL filter, antivirus, application database and DLP follow the update interval; revocation lists are fetched separately, at their own interval.',
  source: 'recalled',
  help: 'set "updates.crlInterval" to the hours between two updates',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { updates: { crlInterval: 0 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { updates: { crlInterval: 24 } }' } },
  },

  *check(cluster) {
    for (const { value, nodes, place } of writtenValues(cluster, 'updates.crlInterval')) {
      if (value !== null && value !== 0) continue
      yield { message: `revocation lists are not updated on ${quoted(nodes.map(({ name }) => name))}`, place }
    }
  },
}
