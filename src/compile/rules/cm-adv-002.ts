import { longestRoute } from '../../topology/longest-route.ts'
import { within } from '../fix/offer.ts'
import { membershipsOf } from '../facts/membership.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The timeout multiplier fits the paths. */
export const cmAdv002: Rule = {
  code: 'CM-ADV-002',
  title: 'The timeout multiplier fits the paths',
  severity: 'info',
  stage: 'static',
  unverified: true,
  why: 'It extends the timeout for messages that travel over several nodes. The user interface offers 1 to 2; with relays on the path it should be above 1.',
  source: 'recalled',
  help: 'use a value above 1, at most 2',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { messages: { timeoutMultiplier: 3 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { messages: { timeoutMultiplier: 1.5 } }' } },
  },

  *check(cluster) {
    const relays = (longestRoute(membershipsOf(cluster).graph)?.hops ?? 1) - 1
    for (const { value, place } of writtenValues(cluster, 'messages.timeoutMultiplier')) {
      if (value === null) continue
      if (value < 1 || value > 2)
        yield { message: `a timeout multiplier of ${value} is outside 1 to 2`, place, ...within(place, value, 1, 2) }
      else if (value === 1 && relays > 0)
        yield { message: `the timeout multiplier is 1, and paths cross up to ${relays} relays`, place }
    }
  },
}
