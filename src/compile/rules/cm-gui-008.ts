import { offer, writeAt } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import { quoted } from '../wording/phrase.ts'
import type { Rule } from './rule.ts'

/** The REST interface is reachable over HTTPS only. */
export const cmGui008: Rule = {
  code: 'CM-GUI-008',
  title: 'The REST interface is reachable over HTTPS only',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  why: 'The product also offers REST over HTTP; user name and password then travel in clear text.',
  source: 'R1',
  help: 'set "rest.http: false" and "rest.https: true"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { rest: { http: true, https: true } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { rest: { http: false, https: true } }' } },
  },

  *check(cluster) {
    for (const { value, nodes, place } of writtenValues(cluster, 'rest.http')) {
      if (value !== true) continue
      yield {
        message: `the REST interface of ${quoted(nodes.map(({ name }) => name))} answers over HTTP`,
        place,
        ...offer('switch HTTP off', [writeAt(place, false)]),
      }
    }
  },
}
