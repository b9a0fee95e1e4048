import { astray } from '../facts/destinations.ts'
import type { Rule } from './rule.ts'

/** Access logs go to another machine, by a known transfer method. */
export const cmLog008: Rule = {
  code: 'CM-LOG-008',
  title: 'Access logs go to another machine, by a known transfer method',
  severity: 'warning',
  stage: 'static',
  why: 'A log that stays on an appliance is lost with it, and a push by an unknown method fails on every node whenever logs are rotated.',
  limits:
    'It is not documented which transfer methods each product version supports: that a method is known here is no guarantee.',
  source: 'ours',
  help: 'name a server outside the cluster, as in "ftps://logs.example.com/%h/"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { accessLog: fpts://logs.example.com/%h/ }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { accessLog: ftps://logs.example.com/%h/ }' } },
  },

  *check(cluster) {
    const log = cluster.facts.logShipping?.accessLog
    const found = log && astray(log.value, cluster)
    if (log === undefined || found === undefined) return
    const { because, help } = found
    const message = `the destination of the access logs ${because}`
    yield { message, place: log.origin.place, ...(help === undefined ? {} : { help }) }
  },
}
