import { walk } from '../../policy/check/walk.ts'
import { fits, wildcard } from '../../policy/values/pattern.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import type { Term } from '../../model/policy/criteria.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import type { Rule as RuleItem, RuleSet } from '../../model/policy/rule-set.ts'
import { memoizedByName } from '../facts/memoized.ts'
import type { Finding, Rule } from './rule.ts'

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
    for (const { item } of walk(cluster.policy.ruleSets))
      for (const term of item.criteria.terms) {
        const held = valuesOf(cluster, term.property.name)
        if (held === undefined) continue
        const { compared, list } = comparedWith(term, cluster)
        const missing = compared.filter((value) => !asks(term.operator, value, held))
        yield* missing.map((value) => finding(item, term, value, list))
      }
  },
}

/** The texts that a comparison names, and the list that they stand in. */
function comparedWith(
  { operand }: Term,
  { policy }: Cluster,
): { readonly compared: readonly string[]; readonly list?: DesiredList } {
  if (operand.kind === 'literal') return { compared: [operand.value] }
  if (operand.kind === 'property') return { compared: [] }
  const list = policy.lists.find(({ name, type }) => name === operand.name && type === operand.type)
  // Lists of regions follow the topology by themselves.
  if (list === undefined || list.name.startsWith('pader/')) return { compared: [] }
  return { compared: list.entries.map(({ value }) => value), list }
}

function finding(item: RuleSet | RuleItem, { property, within }: Term, value: string, list?: DesiredList): Finding {
  const place = item.criteria.place ?? item.place
  const where = list === undefined ? '' : ` (in the list "${list.name}")`
  return {
    message: `"${item.name}" compares ${property.name} with "${value}"${where}, which no node has`,
    place: place.kind === 'node' && within !== undefined ? { ...place, within } : place,
    ...(list === undefined ? {} : { related: [{ place: list.place, note: 'the list' }] }),
  }
}

/** What a node reports of itself, by the property that reports it. */
const REPORTED: ReadonlyMap<string, (node: Node) => readonly string[]> = new Map([
  ['System.HostName', ({ hostname }) => [hostname.value, hostname.value.split('.')[0] ?? ''].map(inSmallLetters)],
  ['System.UUID', ({ uuid }) => [inSmallLetters(uuid.value)]],
  [
    'Proxy.IP',
    ({ address, interfaces }) =>
      [address?.value ?? [], interfaces.map((one) => one.addresses)].flat(2).map(withoutPrefix),
  ],
])

const inSmallLetters = (text: string): string => text.toLowerCase()
const withoutPrefix = (address: string): string => address.replace(/\/.*$/, '')

/** What the nodes report as a property; undefined for one that says nothing about nodes. */
const valuesOf = memoizedByName((cluster, property: string): ReadonlySet<string> | undefined => {
  const reported = REPORTED.get(property)
  return reported && new Set(cluster.nodes.flatMap(reported))
})

/** Whether some node has a value; comparisons of which that is not known count as if one had. */
function asks(operator: string, value: string, held: ReadonlySet<string>): boolean {
  const plain = value.toLowerCase()
  if (['equals', 'does not equal', 'is in list', 'is not in list'].includes(operator))
    return held.has(plain) || held.has(plain.split('.')[0] ?? '')
  if (!/^(does not match|matches)( in list)?$/.test(operator) || plain.startsWith('regex(')) return true
  const pattern = wildcard(plain)
  // A pattern for the full name, whose domain is not known here, is compared with what stands before the domain.
  const short = wildcard(plain.split('.')[0] ?? plain)
  return [...held].some((name) => fits(pattern, name) || fits(short, name))
}
