import fc from 'fast-check'
import { emptyPolicy, type Policy } from '../../src/model/policy/policy.ts'
import type { Cycles, PolicyEvent, Rule, RuleSet } from '../../src/model/policy/rule-set.ts'
import type { DesiredList } from '../../src/model/policy/list.ts'
import { parseCriteria } from '../../src/policy/criteria/parse.ts'
import type { FullRequest } from './reference.ts'
import { shippedVocabulary } from './vocabulary.ts'
import { withOwnProperties } from '../../src/policy/vocabulary.ts'

const place = { kind: 'file', file: 'generated' } as const
/** The words of the shipped dialect and of the properties of the small policies. */
export const vocabulary = withOwnProperties(shippedVocabulary(), [{ name: 'User-Defined.Mark', type: 'string' }])

/** Comparisons that overlap, contain and exclude each other in every way that a property can be asked about. */
export const comparisons = [
  'URL.Host equals "a.example"',
  'URL.Host matches "*.example"',
  'URL.Host matches "a*"',
  'URL.Host contains "x"',
  'URL.Host does not match "*e"',
  'URL.Host matches in list "hosts"',
  'URL.Host does not match in list "others"',
  'URL.Host is in list "names"',
  'Client.IP is in range "10.0.0.0/8"',
  'Client.IP is in range "10.1.0.0-10.1.0.9"',
  'Client.IP equals "10.1.0.5"',
  'Client.IP is in range list "networks"',
  'IP.ToString(Client.IP) matches "10.1.*"',
  'IP.ToString(Client.IP) matches "10.2*"',
  'Body.Size greater than or equals 10',
  'Body.Size less than 5',
  'Body.Size equals 7',
  'Body.Size greater than 4',
  'Body.Modified equals true',
  'Body.Modified equals false',
  'URL.Categories contains "games"',
  'URL.Categories at least one in list "bad"',
  'URL.Categories all in list "bad"',
  'URL.Categories none in list "worse"',
  'User-Defined.Mark equals "yes"',
  'User-Defined.Mark does not equal "no"',
  'User-Defined.Mark matches "*.example"',
  'User-Defined.Mark is in list "names"',
  'User-Defined.Mark matches in list "hosts"',
]

/** Criteria of several comparisons that are all about one property. */
export const anyCriteriaOfOneProperty: fc.Arbitrary<string> = fc
  .constantFrom('URL.Host', 'Client.IP', 'Body.Size')
  .chain((property) => {
    const own = fc.constantFrom(...comparisons.filter((one) => one.startsWith(property)))
    return fc.tuple(own, own, own, fc.constantFrom('both', 'either and', 'both or'))
  })
  .map(([one, two, three, how]) => {
    if (how === 'both') return `${one} AND ${two}`
    return how === 'both or' ? `(${one} AND ${two}) OR ${three}` : `(${one} OR ${two}) AND ${three}`
  })

const anyCriteria: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 5, arbitrary: fc.constantFrom(...comparisons) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...comparisons), fc.constantFrom('AND', 'OR'), fc.constantFrom(...comparisons))
      .map((parts) => parts.join(' ')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...comparisons), fc.constantFrom(...comparisons), fc.constantFrom(...comparisons))
      .map(([one, two, three]) => `(${one} OR ${two}) AND ${three}`),
  },
)

/** Criteria from text. */
export function criteria(text: string): Rule['criteria'] {
  if (text === '') return { always: true, terms: [] }
  const terms = parseCriteria(text, vocabulary).value
  if (terms === undefined) throw new Error(`the test cannot read ${text}`)
  return { always: false, terms }
}

/** Sets the mark, as rules do. */
const mark = (...values: readonly string[]): PolicyEvent => ({
  kind: 'set',
  property: 'User-Defined.Mark',
  values: values.map((value) =>
    value.startsWith('URL')
      ? { kind: 'property', use: { name: value, arguments: [] } }
      : { kind: 'literal', type: 'string', value },
  ),
})
const anyEvents: fc.Arbitrary<readonly PolicyEvent[]> = fc.constantFrom<readonly PolicyEvent[]>(
  [],
  [],
  [],
  [mark('yes')],
  [mark('no')],
  [mark('URL.Host')],
)

/** A rule as tests write it. */
export function rule(name: string, text: string, action = 'Block', events: readonly PolicyEvent[] = []): Rule {
  return { name, place, description: '', enabled: true, criteria: criteria(text), action: { name: action }, events }
}

/** A rule set as tests write it. */
export function ruleSet(
  name: string,
  text: string,
  rules: readonly Rule[],
  ruleSets: readonly RuleSet[] = [],
): RuleSet {
  const cycles = { request: true, response: false, embedded: false }
  return {
    name,
    place,
    description: '',
    enabled: true,
    cycles,
    cloudSynced: false,
    criteria: criteria(text),
    rules,
    ruleSets,
  }
}

const anyRule = (at: number): fc.Arbitrary<Rule> =>
  fc
    .tuple(
      anyCriteria,
      fc.constantFrom('Block', 'Block', 'Continue', 'Stop Rule Set', 'Stop Cycle', 'Redirect'),
      anyEvents,
      fc.boolean(),
    )
    .map(([text, action, events, more]) => ({ ...rule(`r${at}`, text, action, events), enabled: more || at !== 1 }))

const anyRules = fc.tuple(anyRule(0), anyRule(1), anyRule(2)).chain((rules) => fc.subarray(rules))

const anyRuleSet = (name: string): fc.Arbitrary<RuleSet> =>
  fc
    .tuple(anyCriteria, anyRules, fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, anyRules))
    .map(([text, rules, nested]) =>
      ruleSet(name, text, rules, nested === undefined ? [] : [ruleSet('inner', '', nested)]),
    )

const list = (name: string, type: DesiredList['type'], entries: readonly string[]): DesiredList => ({
  name,
  type,
  description: '',
  entries: entries.map((value) => ({ value, description: '' })),
  place,
})

/** Lists that the comparisons name. */
export const anyLists: fc.Arbitrary<readonly DesiredList[]> = fc
  .tuple(
    fc.subarray(['a.example', '*.b', 'a?x', '*x*', 'c*e']),
    fc.subarray(['*.example', '*.b', 'b*', 'a.*']),
    fc.subarray(['a.example', 'b', 'x']),
    fc.subarray(['10.1.0.0/24', '10.1.0.3-10.2.0.1', '192.0.2.1']),
    fc.subarray(['games', 'news']),
    fc.subarray(['games', 'weapons']),
  )
  .map(([hosts, others, names, networks, bad, worse]) => [
    list('hosts', 'regex', hosts),
    list('others', 'regex', others),
    list('names', 'string', names),
    list('networks', 'iprange', networks),
    list('bad', 'category', bad),
    list('worse', 'category', worse),
  ])

/** Policies of a few rules, over a few values. */
export const anySmallPolicy: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.tuple(anyRuleSet('s0'), anyRuleSet('s1'), anyRuleSet('s2')).chain((sets) => fc.subarray(sets)),
    anyLists,
  )
  .map(([ruleSets, lists]) => ({
    ...emptyPolicy,
    ruleSets,
    lists,
    properties: [{ name: 'User-Defined.Mark', type: 'string', initial: 'start', description: '', place }],
  }))

/** Two policies of which one was edited into the other: lists, the order, a rule, or a criteria. */
export const anyEdit: fc.Arbitrary<readonly [Policy, Policy]> = fc
  .tuple(anySmallPolicy, anyLists, anyRuleSet('s1'), fc.constantFrom('lists', 'order', 'set', 'less', 'initial'))
  .map(([before, lists, other, edit]) => {
    const { ruleSets } = before
    const after: Readonly<Record<typeof edit, Partial<Policy>>> = {
      lists: { lists },
      order: { ruleSets: ruleSets.toReversed() },
      set: { ruleSets: ruleSets.map((one) => (one.name === 's1' ? other : one)) },
      less: { ruleSets: ruleSets.map((one) => ({ ...one, rules: one.rules.slice(1) })) },
      initial: { properties: before.properties.map((one) => ({ ...one, initial: 'yes' })) },
    }
    return [before, { ...before, ...after[edit] }] as const
  })

/** In which cycles the rule sets of a small policy take part, by name. */
export type CyclesByName = Readonly<Record<'s0' | 's1' | 's2' | 'inner', Cycles>>

const anyCycles = fc.record({ request: fc.boolean(), response: fc.boolean(), embedded: fc.boolean() })
/** Cycles for the rule sets of a small policy. */
export const anyCyclesByName: fc.Arbitrary<CyclesByName> = fc.record({
  s0: anyCycles,
  s1: anyCycles,
  s2: anyCycles,
  inner: anyCycles,
})

/** A small policy whose rule sets take part in other cycles. */
export function inCycles(policy: Policy, byName: CyclesByName): Policy {
  const moved = (ruleSets: readonly RuleSet[]): readonly RuleSet[] =>
    ruleSets.map((one) => ({
      ...one,
      cycles: new Map(Object.entries(byName)).get(one.name) ?? one.cycles,
      ruleSets: moved(one.ruleSets),
    }))
  return { ...policy, ruleSets: moved(policy.ruleSets) }
}

const hosts = ['a.example', 'x.example', 'b', 'y.b', 'ax', 'abx', 'ace', 'ze', 'cxe', 'q', 'x', 'a.b', 'www']
const addresses = [
  '10.1.0.5',
  '10.1.0.1',
  '10.1.0.200',
  '10.1.9.9',
  '10.2.0.1',
  '10.2.0.2',
  '10.9.9.9',
  '192.0.2.1',
  '203.0.113.9',
]
const sizes = [0, 4, 5, 7, 9, 10, 11]
const categories = [[], ['games'], ['news'], ['weapons'], ['games', 'weapons'], ['news', 'cats'], ['games', 'news']]

/** Every request that the small policies can tell apart, and some more. */
export const universe: readonly FullRequest[] = hosts.flatMap((host) =>
  addresses.flatMap((address) =>
    sizes.flatMap((size) =>
      categories.flatMap((own) =>
        [true, false].map((modified) => ({
          'URL.Host': host,
          'Client.IP': address,
          'Body.Size': size,
          'URL.Categories': own,
          'Body.Modified': modified,
        })),
      ),
    ),
  ),
)
