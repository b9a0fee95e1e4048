import type { RuleSet } from '../../model/policy/rule-set.ts'
import { walk } from '../../policy/check/walk.ts'
import type { Rule } from './rule.ts'

/** Regional criteria sit on top-level rule sets. */
export const cmReg001: Rule = {
  code: 'CM-REG-001',
  title: 'Regional criteria sit on top-level rule sets',
  severity: 'warning',
  stage: 'static',
  why: 'A top-level rule set with the region in its criteria keeps the regional rules together and is skipped as a whole elsewhere. Rules that Pader generates from parameters are exempt.',
  limits: 'A single rule with a location in its criteria is accepted: that is the way to express small differences.',
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
      if (visit.kind !== 'ruleSet' || visit.around.length === 0) continue
      const { item, around } = visit
      const outer = around[0]?.name ?? ''
      if (item.regions !== undefined) {
        yield { message: `rule set "${item.name}" is regional inside "${outer}"`, place: item.place }
        continue
      }
      const asked = askedOfNode(item)
      if (asked === undefined || around.some((one) => one.regions !== undefined || askedOfNode(one) !== undefined))
        continue
      yield {
        message: `rule set "${item.name}" matches ${asked} inside "${outer}"`,
        place: item.criteria.place ?? item.place,
      }
    }
  },
}

/** What only the nodes of some locations answer. */
const OF_NODES: ReadonlySet<string> = new Set(['Proxy.IP', 'System.HostName', 'System.UUID'])

/** The property by which criteria tell locations apart, if they do. */
function askedOfNode({ criteria }: RuleSet): string | undefined {
  return criteria.terms.find(({ property }) => OF_NODES.has(property.name))?.property.name
}
