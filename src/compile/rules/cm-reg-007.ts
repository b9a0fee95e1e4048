import { walk } from '../../policy/check/walk.ts'
import type { Rule } from './rule.ts'

/** System.HostName is compared in one form. */
export const cmReg007: Rule = {
  code: 'CM-REG-007',
  title: 'System.HostName is compared in one form',
  severity: 'warning',
  stage: 'static',
  why: 'Whether the product reports the short or the full name is not documented, so criteria that use both forms cannot all be right.',
  source: 'ours',
  help: 'use a region, whose list has both forms of every name',
  examples: {
    invalid: {
      files: {
        'policy/10.yaml':
          'format: 1\nruleSets: [{ name: A, criteria: System.HostName equals "tokyo-1" }, { name: B, criteria: System.HostName equals "tokyo-2.example.com" }]',
      },
    },
    valid: {
      files: {
        'policy/10.yaml':
          'format: 1\nruleSets: [{ name: A, criteria: System.HostName equals "tokyo-1" }, { name: B, criteria: System.HostName equals "tokyo-2" }]',
      },
    },
  },

  *check(cluster) {
    let first: { readonly value: string; readonly full: boolean } | undefined
    for (const { item } of walk(cluster.policy.ruleSets))
      for (const { property, operator, operand } of item.criteria.terms) {
        if (property.name !== 'System.HostName' || operator !== 'equals' || operand.kind !== 'literal') continue
        const found = { value: operand.value, full: operand.value.includes('.') }
        first ??= found
        if (found.full !== first.full)
          yield {
            message: `"${item.name}" compares with "${found.value}", another rule set with "${first.value}"`,
            place: item.criteria.place ?? item.place,
          }
      }
  },
}
