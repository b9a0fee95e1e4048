import { urlParts } from '../../model/forms/url-parts.ts'
import { TRANSFERS } from '../facts/destinations.ts'
import type { Rule } from './rule.ts'

/** Access logs are encrypted on their way. */
export const cmLog009: Rule = {
  code: 'CM-LOG-009',
  title: 'Access logs are encrypted on their way',
  severity: 'info',
  stage: 'static',
  why: 'They say who asked for what; with them the password of the destination crosses the network for everybody to read.',
  source: 'ours',
  help: 'push by ftps, sftp, scp or https if the server takes it, or keep the way inside a network that you trust',
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
