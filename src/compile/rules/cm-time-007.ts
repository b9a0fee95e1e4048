import { within } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The allowed time difference is within the range the product allows. */
export const cmTime007: Rule = {
  code: 'CM-TIME-007',
  title: 'The allowed time difference is within the range the product allows',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The user interface offers 10 to 600 seconds; beyond the chosen value, messages are refused with 405.',
  source: 'recalled',
  help: 'use a value between 10 and 600, the same for all nodes',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { clock: { allowedDifference: 3600 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { clock: { allowedDifference: 120 } }' } },
  },

  *check(cluster) {
    for (const { value, place } of writtenValues(cluster, 'clock.allowedDifference')) {
      if (value === null || (value >= 10 && value <= 600)) continue
      yield {
        message: `an allowed time difference of ${value} seconds is outside 10 to 600`,
        place,
        ...within(place, value, 10, 600),
      }
    }
  },
}
