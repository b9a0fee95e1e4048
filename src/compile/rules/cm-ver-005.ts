import { offer, writeAt } from '../fix/offer.ts'
import { writtenValues } from '../facts/settings-of-nodes.ts'
import type { Rule } from './rule.ts'

/** Nodes check each other's version down to the build. */
export const cmVer005: Rule = {
  code: 'CM-VER-005',
  title: "Nodes check each other's version down to the build",
  severity: 'info',
  stage: 'static',
  scope: 'node',
  unverified: true,
  why: 'With the check at level 6, a node exchanges no changes with a node of another build, be it by accident or during an upgrade.',
  source: 'recalled',
  help: 'set "versionCheck.enabled: true" and "versionCheck.level: 6"',
  examples: {
    invalid: { files: { 'cluster.yaml': 'defaults: { versionCheck: { enabled: false } }' } },
    valid: { files: { 'cluster.yaml': 'defaults: { versionCheck: { enabled: true, level: 6 } }' } },
  },

  *check(cluster) {
    for (const { value, place } of writtenValues(cluster, 'versionCheck.enabled')) {
      if (value !== true)
        yield {
          message: 'the version check is switched off',
          place,
          ...offer('switch the check of versions on', [writeAt(place, true)]),
        }
    }
    for (const { value, place } of writtenValues(cluster, 'versionCheck.level')) {
      if (value !== 6)
        yield {
          message: `the version check compares ${value ?? 'no'} of 6 components`,
          place,
          ...offer('check all 6 components of the version', [writeAt(place, 6)]),
        }
    }
  },
}
