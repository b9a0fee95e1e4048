import type { RuleSet } from '../../model/policy/rule-set.ts'
import { contentOf } from '../emit/canonical.ts'
import type { Rule } from './rule.ts'

/** Share of equal rules from which two rule sets are one with a variation. */
const ALIKE = 0.75

const rule = (name: string): string => `{ name: ${name}, criteria: URL.Host equals "${name}", action: Block }`
const regional = (name: string, region: string, rules: readonly string[]): string =>
  `  - { name: ${name}, region: ${region}, rules: [${rules.map(rule).join(', ')}] }\n`
const OTHERS = '  - { name: Others, rules: [{ name: z, criteria: URL.Host equals "z", action: Block }] }\n'

/** Regional rule sets that are almost the same are merged into one with variations. */
export const cmReg008: Rule = {
  code: 'CM-REG-008',
  title: 'Regional rule sets that are almost the same are merged into one with variations',
  severity: 'info',
  stage: 'static',
  why: 'For small differences, one global policy with a few regional rules is easier to maintain.',
  source: 'BP',
  help: 'write one rule set without a region, and put what differs into parameters or into a small regional rule set',
  examples: {
    invalid: {
      files: {
        'policy/10.yaml': `format: 1
ruleSets:
${regional('Asia', 'apac', ['a', 'b', 'c', 'd'])}${regional('America', 'amer', ['a', 'b', 'c', 'e'])}${OTHERS}`,
      },
    },
    valid: {
      files: {
        'policy/10.yaml': `format: 1
ruleSets:
${regional('Asia', 'apac', ['a', 'b'])}${regional('America', 'amer', ['c', 'd'])}${OTHERS}`,
      },
    },
  },

  *check(cluster) {
    const sets = cluster.policy.ruleSets
      .filter(({ regions }) => regions !== undefined)
      .map((set) => ({ set, rules: contentsOf(set) }))
      .map((one) => ({ ...one, texts: new Set(one.rules) }))
    for (const [index, one] of sets.entries())
      for (const other of sets.slice(index + 1)) {
        const common = one.rules.filter((text) => other.texts.has(text)).length
        const most = Math.max(one.rules.length, other.rules.length)
        if (most < 3 || common / most < ALIKE) continue
        yield {
          message: `the rule sets "${one.set.name}" and "${other.set.name}" have ${common} of ${most} rules in common`,
          place: other.set.place,
          related: [{ place: one.set.place, note: 'the other rule set' }],
        }
      }
  },
}

/** The rules of a set and of the sets in it as texts that can be compared. */
function contentsOf({ rules, ruleSets }: RuleSet): readonly string[] {
  return [...rules.map((one) => JSON.stringify(contentOf(one))), ...ruleSets.flatMap(contentsOf)]
}
