import { walk } from '../../policy/check/walk.ts'
import { addressNumber, rangeSpan } from '../../policy/values/addresses.ts'
import { fits, wildcard } from '../../policy/values/pattern.ts'
import { normalAddress, normalHost, withoutPrefix } from '../../model/addresses.ts'
import type { Node } from '../../model/fleet.ts'
import type { Term } from '../../model/policy/criteria.ts'
import type { DesiredList } from '../../model/policy/list.ts'
import type { Rule as RuleItem, RuleSet } from '../../model/policy/rule-set.ts'
import { comparedWith } from '../facts/compared-values.ts'
import { virtualAddressesOf } from '../facts/listeners.ts'
import { memoizedByName } from '../facts/memoized.ts'
import type { Finding, Rule } from './rule.ts'

/** Criteria name nodes that exist. */
export const cmReg004: Rule = {
  code: 'CM-REG-004',
  title: 'Criteria name nodes that exist',
  severity: 'error',
  stage: 'static',
  why: 'A comparison with the name of a removed node matches nothing, and the rule silently never applies.',
  source: 'BP',
  help: 'use a region, whose list Pader maintains, or correct the name',
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
        const missing = compared.filter((value) => isOfForm(term, value) && !asks(term.operator, value, held))
        yield* missing.map((value) => finding(item, term, value, list))
      }
  },
}

function finding(
  item: RuleSet | RuleItem,
  { property, operator, within }: Term,
  value: string,
  list?: DesiredList,
): Finding {
  const place = item.criteria.place ?? item.place
  const where = list === undefined ? '' : ` (in the list "${list.name}")`
  return {
    message: `"${item.name}" compares ${property.name} with "${value}"${where}, which no node ${isRange(operator) ? 'is in' : 'has'}`,
    place: place.kind === 'node' && within !== undefined ? { ...place, within } : place,
    ...(list === undefined ? {} : { related: [{ place: list.place, note: 'the list' }] }),
  }
}

/** What a node reports of itself, by the property that reports it. */
const REPORTED: ReadonlyMap<string, (node: Node) => readonly string[]> = new Map([
  ['System.HostName', ({ hostname }) => namesOf(normalHost(hostname.value))],
  ['System.UUID', ({ uuid }) => [uuid.value.toLowerCase()]],
  [
    'Proxy.IP',
    ({ address, interfaces }) =>
      [address?.value ?? [], interfaces.map((one) => one.addresses)]
        .flat(2)
        .map((one) => normalAddress(withoutPrefix(one))),
  ],
])

/** The form of a host name that is declared, and the short one: `tokyo-1.*` stands for a full one that is not known. */
function namesOf(host: string): readonly string[] {
  const [short = host, ...domain] = host.split('.')
  return domain.length === 0 ? [host, `${host}.*`] : [host, short]
}

/** What the nodes report as a property; undefined for one that says nothing about nodes. */
const valuesOf = memoizedByName((cluster, property: string): ReadonlySet<string> | undefined => {
  const reported = REPORTED.get(property)
  const held = reported && cluster.nodes.flatMap(reported)
  // Which address is reported where one moves between nodes is not known.
  return held && new Set(property === 'Proxy.IP' ? [...held, ...virtualAddressesOf(cluster)] : held)
})

/** What is no address is told as that where addresses are compared as such. */
function isOfForm({ property, operator }: Term, value: string): boolean {
  return property.name !== 'Proxy.IP' || isRange(operator) || addressNumber(value) !== undefined
}

/** Whether some node has a value; comparisons of which that is not known count as if one had. */
function asks(operator: string, value: string, held: ReadonlySet<string>): boolean {
  const plain = normalHost(value)
  const [short = plain] = plain.split('.')
  if (['equals', 'does not equal', 'is in list', 'is not in list'].includes(operator))
    return held.has(plain) || (plain !== short && held.has(`${short}.*`))
  if (isRange(operator)) return isAnyIn(plain, held)
  if (!/^(does not match|matches)( in list)?$/.test(operator) || plain.startsWith('regex(')) return true
  const pattern = wildcard(plain)
  // A pattern for the full name, whose domain is not known here, is compared with what stands before the domain.
  const shortPattern = wildcard(short)
  return [...held].some(
    (name) =>
      fits(pattern, name) ||
      // The list of a region has this form of every name, and so has what is written out for it.
      fits(pattern, `${name}.*`) ||
      (name.endsWith('.*') && fits(shortPattern, name.slice(0, -2))),
  )
}

const isRange = (operator: string): boolean => operator.includes('in range')

function isAnyIn(range: string, held: ReadonlySet<string>): boolean {
  const span = rangeSpan(range)
  if (span === undefined) return true
  return [...held].some((text) => {
    const address = addressNumber(text)
    return address !== undefined && span[0] <= address && address <= span[1]
  })
}
