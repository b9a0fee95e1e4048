import { within } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Update intervals are within the range the product allows. */
export const cmUpd013: Rule = {
  code: 'CM-UPD-013',
  title: 'Update intervals are within the range the product allows',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The user interface offers 15 to 360 minutes between two checks, and 3 to 168 hours for revocation lists.',
  source: 'recalled',
  help: 'use a value in this range',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { updates: { interval: 5 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { updates: { interval: 60 } }' } },
  },

  *check(cluster) {
    for (const { value, place } of writtenValues(cluster, 'updates.interval')) {
      if (value === null || (value >= 15 && value <= 360)) continue
      yield {
        message: `an update interval of ${value} minutes is outside 15 to 360`,
        place,
        ...within(place, value, 15, 360),
      }
    }
    for (const { value, place } of writtenValues(cluster, 'updates.crlInterval')) {
      // No interval at all is reported by CM-UPD-012.
      if (value === null || value === 0 || (value >= 3 && value <= 168)) continue
      yield {
        message: `an update interval of ${value} hours for revocation lists is outside 3 to 168`,
        place,
        ...within(place, value, 3, 168),
      }
    }
  },
}
