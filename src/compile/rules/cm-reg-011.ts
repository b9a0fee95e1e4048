import { walk } from '../../policy/check/walk.ts'
import { neverApplied, type NeverApplied } from '../../policy/reach/never-applied.ts'
import { Selectors } from '../../policy/reach/selectors.ts'
import type { Cluster } from '../../model/fleet.ts'
import type { RuleSet } from '../../model/policy/rule-set.ts'
import { regionProperty, regionRuleSetName } from '../policy/region-property.ts'
import type { Finding, Rule } from './rule.ts'

const ASIA = `  - name: Asia
    rules: [{ name: All of Asia, criteria: IP.ToString(Client.IP) matches "10.81.*", action: Block }]
`
const GUESTS = `  - name: Guests in Tokyo
    criteria: IP.ToString(Client.IP) matches "10.81.20.*"
    rules: [{ name: Games, criteria: URL.Host matches "*.games.example", action: Block }]
`

/** Rules match requests that can reach them. */
export const cmReg011: Rule = {
  code: 'CM-REG-011',
  title: 'Rules match requests that can reach them',
  severity: 'warning',
  stage: 'static',
  why: 'Rules are evaluated from the top, and evaluation ends at the first one that decides: after a rule for the same or a wider range, or inside a rule set for other nodes or clients, a rule never applies, and nothing reports that it is missed.',
  limits:
    'It considers Client.IP, Proxy.IP, System.HostName, System.UUID and the region, and one earlier rule at a time; `pader unused` proves it for all criteria and for several rules that together decide all such requests. Rules that Pader generates from parameters are exempt.',
  source: 'ours',
  help: 'put the rule that matches fewer requests first, or remove the one that never applies',
  examples: {
    invalid: { files: { 'policy/10.yaml': `format: 1\nruleSets:\n${ASIA}${GUESTS}` } },
    valid: { files: { 'policy/10.yaml': `format: 1\nruleSets:\n${GUESTS}${ASIA}` } },
  },

  *check(cluster) {
    const { ruleSets, lists } = cluster.policy
    const known = new Set<string>(cluster.regions.map(({ name }) => name))
    // Of a rule set for a region that there is not, nobody knows whose requests it is for.
    const isKnown = ({ regions = [] }: Pick<RuleSet, 'regions'>): boolean =>
      regions.every((region) => known.has(region))
    for (const found of neverApplied(ruleSets, new Selectors(propertiesIn(cluster), lists)))
      if (isKnown(found.visit.item) && (found.because.kind !== 'apart' || isKnown(found.because.set)))
        yield finding(found)
  },
}

/** The properties that say whose request it is; the region where nothing but the rule set at the top sets it. */
function propertiesIn({ policy: { ruleSets } }: Cluster): ReadonlyMap<string, 'ip' | 'string'> {
  const isOwn = walk(ruleSets).some(
    ({ kind, item, around }) =>
      kind === 'rule' &&
      around[0]?.name !== regionRuleSetName &&
      item.events.some((event) => event.kind === 'set' && event.property === regionProperty),
  )
  return new Map([
    ['Client.IP', 'ip'],
    ['Proxy.IP', 'ip'],
    ['System.HostName', 'string'],
    ['System.UUID', 'string'],
    ...(isOwn ? [] : [[regionProperty, 'string'] as const]),
  ])
}

function finding({ visit: { kind, item }, properties, because }: NeverApplied): Finding {
  const what = `${kind === 'rule' ? 'rule' : 'rule set'} "${item.name}" never applies`
  const asked = properties.join(' and ')
  const place = item.criteria.place ?? item.place
  if (because.kind === 'apart')
    return {
      message: `${what}: rule set "${because.set.name}" around it matches a different ${asked}`,
      place,
      help: 'move it out of the rule set, or correct its criteria',
      related: [{ place: because.set.criteria.place ?? because.set.place, note: 'the rule set around it' }],
    }
  const { rule } = because
  return {
    message: `${what}: rule "${rule.name}" before it decides all requests with the ${asked} that it matches`,
    place,
    related: [{ place: rule.criteria.place ?? rule.place, note: 'the rule before it' }],
  }
}
