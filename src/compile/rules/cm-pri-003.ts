import { within } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** A priority is between 1 and 100. */
export const cmPri003: Rule = {
  code: 'CM-PRI-003',
  title: 'A priority is between 1 and 100',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The user interface offers 1 (always wins) to 100.',
  source: 'recalled',
  help: 'use a value between 1 and 100',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { priority: 0 }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { priority: 10 }' } },
  },

  *check(cluster) {
    for (const { value, place } of writtenValues(cluster, 'priority')) {
      if (value === null || (value >= 1 && value <= 100)) continue
      yield { message: `the priority ${value} is outside 1 to 100`, place, ...within(place, value, 1, 100) }
    }
  },
}
