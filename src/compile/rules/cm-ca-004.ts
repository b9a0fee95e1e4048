import { daysBetween } from '../facts/days.ts'
import type { Rule } from './rule.ts'

const DAYS_AHEAD = 90

/** The certificate authority of the cluster is valid for at least another 90 days. */
export const cmCa004: Rule = {
  code: 'CM-CA-004',
  title: 'The certificate authority of the cluster is valid for at least another 90 days',
  severity: 'warning',
  stage: 'static',
  why: 'It is valid for 15 years, long enough to be forgotten; when it expires, no node can talk to another.',
  source: 'CA',
  help: 'plan a new authority while all nodes are reachable and in sync',
  examples: {
    invalid: { files: { 'cluster.yaml': 'centralManagement: { ca: { expires: 2027-01-20 } }' } },
    valid: { files: { 'cluster.yaml': 'centralManagement: { ca: { expires: 2040-03-31 } }' } },
  },

  *check(cluster, { today }) {
    const expires = cluster.ca?.value.expires
    if (cluster.ca === undefined || expires === undefined) return
    const left = daysBetween(today, expires)
    if (left >= DAYS_AHEAD) return
    yield {
      message:
        left < 0 ? `the authority expired on ${expires}` : `the authority expires on ${expires}, in ${left} days`,
      place: cluster.ca.origin.place,
    }
  },
}
