import { walk } from '../../policy/check/walk.ts'
import type { Rule } from './rule.ts'

/** Criteria name nodes that exist. */
export const cmReg004: Rule = {
  code: 'CM-REG-004',
  title: 'Criteria name nodes that exist',
  severity: 'error',
  stage: 'static',
  why: 'A comparison with the name of a node that is gone matches nobody, and the rule is silently dead.',
  source: 'BP',
  help: 'use a region, whose list Pader keeps, or correct the name',
  examples: {
    invalid: {
      files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, criteria: System.HostName equals "tokyo-9" }]' },
    },
    valid: {
      files: { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, criteria: System.HostName equals "tokyo-2" }]' },
    },
  },

  *check(cluster) {
    const hosts = new Set(cluster.nodes.map(({ hostname }) => hostname.value))
    const uuids = new Set<string>(cluster.nodes.map(({ uuid }) => uuid.value))
    for (const { item } of walk(cluster.policy.ruleSets))
      for (const { property, operator, operand } of item.criteria.terms) {
        if (operator !== 'equals' || operand.kind !== 'literal') continue
        const { value } = operand
        const short = value.split('.')[0] ?? value
        const unknownHost = property.name === 'System.HostName' && !hosts.has(value) && !hosts.has(short)
        const unknownUuid = property.name === 'System.UUID' && !uuids.has(value.toUpperCase())
        if (unknownHost || unknownUuid)
          yield {
            message: `"${item.name}" compares ${property.name} with "${value}", which no node has`,
            place: item.criteria.place ?? item.place,
          }
      }
  },
}
