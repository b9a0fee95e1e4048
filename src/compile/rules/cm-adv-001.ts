import { within } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** The message timeout is within the range the product allows. */
export const cmAdv001: Rule = {
  code: 'CM-ADV-001',
  title: 'The message timeout is within the range the product allows',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The user interface offers 10 to 600 seconds.',
  source: 'recalled',
  help: 'use a value between 10 and 600',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { messages: { timeout: 5 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { messages: { timeout: 120 } }' } },
  },

  *check(cluster) {
    for (const { value, place } of writtenValues(cluster, 'messages.timeout')) {
      if (value === null || (value >= 10 && value <= 600)) continue
      yield {
        message: `a message timeout of ${value} seconds is outside 10 to 600`,
        place,
        ...within(place, value, 10, 600),
      }
    }
  },
}
