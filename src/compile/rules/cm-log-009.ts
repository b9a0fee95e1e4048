import { urlParts } from '../../model/forms/url-parts.ts'
import { TRANSFERS } from '../facts/destinations.ts'
import type { Rule } from './rule.ts'

/** Access logs are encrypted in transit. */
export const cmLog009: Rule = {
  code: 'CM-LOG-009',
  title: 'Access logs are encrypted in transit',
  severity: 'info',
  stage: 'static',
  why: 'They record who requested what; without encryption, they and the password of the destination cross the network in clear text.',
  source: 'ours',
  help: 'push by ftps, sftp, scp or https if the server supports it, or keep the path inside a network that you trust',
  examples: {
    invalid: { files: { 'cluster.yaml': 'logShipping: { accessLog: ftp://logs.example.com/%h/ }' } },
    valid: { files: { 'cluster.yaml': 'logShipping: { accessLog: sftp://logs.example.com/%h/ }' } },
  },

  *check(cluster) {
    const log = cluster.facts.logShipping?.accessLog
    const scheme = log && urlParts(log.value)?.scheme
    if (log === undefined || scheme === undefined || TRANSFERS.get(scheme)?.encrypted !== false) return
    yield { message: `access logs are pushed by "${scheme}", which encrypts nothing`, place: log.origin.place }
  },
}
