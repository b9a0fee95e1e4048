import { walk } from '../../policy/check/walk.ts'
import type { Rule } from './rule.ts'

/** Regional criteria sit on top-level rule sets. */
export const cmReg001: Rule = {
  code: 'CM-REG-001',
  title: 'Regional criteria sit on top-level rule sets',
  severity: 'warning',
  stage: 'static',
  why: 'A top-level rule set that carries the region keeps the regional rules together and is skipped as a whole elsewhere. Rules that Pader makes of parameters are no matter.',
  source: 'BP',
  help: 'move the region to the top-level rule set, or use a parameter for a small difference',
  examples: {
    invalid: {
      files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, ruleSets: [{ name: B, region: apac }] }]' },
    },
    valid: { files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, region: apac, ruleSets: [{ name: B }] }]' } },
  },

  *check(cluster) {
    for (const visit of walk(cluster.policy.ruleSets)) {
      if (visit.kind !== 'ruleSet' || visit.around.length === 0 || visit.item.regions === undefined) continue
      yield {
        message: `rule set "${visit.item.name}" is regional inside "${visit.around[0]?.name}"`,
        place: visit.item.place,
      }
    }
  },
}
