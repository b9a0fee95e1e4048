import { walk } from '../../policy/check/walk.ts'
import { normalHost } from '../../model/addresses.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { Term } from '../../model/policy/criteria.ts'
import type { Rule as RuleItem, RuleSet } from '../../model/policy/rule-set.ts'
import { comparedWith } from '../facts/compared-values.ts'
import type { Rule } from './rule.ts'

/** System.HostName is always compared in the same form. */
export const cmReg007: Rule = {
  code: 'CM-REG-007',
  title: 'System.HostName is always compared in the same form',
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
    let first: Named | undefined
    for (const { item } of walk(cluster.policy.ruleSets))
      for (const found of oneForm(item, cluster)) {
        first ??= found
        if (found.isFull === first.isFull) continue
        yield {
          message: `"${item.name}" compares with "${found.value}", "${first.item.name}" with "${first.value}"`,
          place: item.criteria.place ?? item.place,
        }
        break
      }
  },
}

/** A host name that a rule or a rule set asks for. */
interface Named {
  readonly item: RuleSet | RuleItem
  readonly value: string
  /** Up to the first dot. */
  readonly short: string
  readonly isFull: boolean
}

/** The names that criteria ask for in one of the two forms only. */
function oneForm(item: RuleSet | RuleItem, cluster: Cluster): readonly Named[] {
  const named = item.criteria.terms.flatMap((term) => namedIn(term, item, cluster))
  if (named.length < 2) return named
  const [full, short] = [true, false].map(
    (isFull) => new Set(named.filter((one) => one.isFull === isFull).map(shortOf)),
  )
  return named.filter((one) => full?.has(one.short) !== true || short?.has(one.short) !== true)
}

const shortOf = ({ short }: Named): string => short

function namedIn(term: Term, item: Named['item'], cluster: Cluster): readonly Named[] {
  if (term.property.name !== 'System.HostName') return []
  const isPattern = /match/.test(term.operator)
  return comparedWith(term, cluster).compared.flatMap((value) => {
    const name = normalHost(value)
    // What may stand for any name has no form; the dot before an asterisk is that of a full name.
    if (name === '' || (isPattern && (name.startsWith('regex(') || /[*?]/.test(name.replace(/\.\*$/, ''))))) return []
    return [{ item, value, short: name.split('.')[0] ?? name, isFull: name.includes('.') }]
  })
}
