import { within } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

const COUNTS = ['storage.keepDays', 'storage.keepFolders', 'storage.keepPacked'] as const

/** Saved configurations are kept within the limits the product allows. */
export const cmBak009: Rule = {
  code: 'CM-BAK-009',
  title: 'Saved configurations are kept within the limits the product allows',
  severity: 'warning',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'The user interface offers 1 to 100 for days and folders; saved configurations are the way back from a change.',
  source: 'recalled',
  help: 'use a value between 1 and 100',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { storage: { keepDays: 0 } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { storage: { keepDays: 30 } }' } },
  },

  *check(cluster) {
    for (const name of COUNTS) {
      for (const { value, place } of writtenValues(cluster, name)) {
        if (value === null || (value >= 1 && value <= 100)) continue
        yield { message: `"${name}" is ${value}, outside 1 to 100`, place, ...within(place, value, 1, 100) }
      }
    }
  },
}
