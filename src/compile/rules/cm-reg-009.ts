import { regionRuleSetName } from '../policy/region-property.ts'
import type { Rule } from './rule.ts'

/** Requests that no region matches have a rule set of their own. */
export const cmReg009: Rule = {
  code: 'CM-REG-009',
  title: 'Requests that no region matches have a rule set of their own',
  severity: 'warning',
  stage: 'static',
  why: 'Requests that no region matches would pass through none of the regional rule sets, and then nothing stops them.',
  source: 'BP',
  help: 'add a top-level rule set without a region after the regional ones',
  examples: {
    invalid: { files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, region: apac }]' } },
    valid: { files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, region: apac }, { name: Others }]' } },
  },

  *check(cluster) {
    const ruleSets = cluster.policy.ruleSets.filter(({ name }) => name !== regionRuleSetName)
    const regional = ruleSets.filter(({ regions, enabled }) => enabled && regions !== undefined)
    const last = regional.at(-1)
    if (last === undefined || ruleSets.some(({ regions, enabled }) => enabled && regions === undefined)) return
    yield { message: 'every top-level rule set is for a region', place: last.place }
  },
}
