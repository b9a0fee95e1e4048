import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { Rule, RuleSet } from '../../../src/model/policy/rule-set.ts'
import { pathOf } from '../../../src/policy/check/walk.ts'
import { neverApplied } from '../../../src/policy/reach/never-applied.ts'
import { Selectors } from '../../../src/policy/reach/selectors.ts'
import { reference } from '../reference.ts'
import { anyCyclesByName, anyLists, comparisons, inCycles, rule, ruleSet, universe } from '../small-policies.ts'

const types = new Map([
  ['Client.IP', 'ip'],
  ['Proxy.IP', 'ip'],
  ['URL.Host', 'string'],
] as const)

/** What never applies, and the rule before it or the rule set around it. */
function told({ ruleSets, lists }: Pick<Policy, 'ruleSets' | 'lists'>): readonly (readonly [string, string])[] {
  return neverApplied(ruleSets, new Selectors(types, lists)).map(({ visit, because }) => [
    pathOf(visit),
    because.kind === 'taken' ? `after ${because.rule.name}` : `in ${because.set.name}`,
  ])
}

const range = (text: string): string => `Client.IP is in range "${text}"`
const set = (...rules: readonly Rule[]): RuleSet => ruleSet('s', '', rules)
const WIDE = rule('wide', range('10.0.0.0/8'))

test.each<readonly [what: string, ruleSets: readonly RuleSet[], expected: readonly (readonly [string, string])[]]>([
  ['a range in a wider one', [set(WIDE, rule('late', range('10.1.0.0-10.1.0.9')))], [['s > late', 'after wide']]],
  [
    'an address that is compared as text',
    [set(WIDE, rule('late', 'IP.ToString(Client.IP) matches "10.1.*"'))],
    [['s > late', 'after wide']],
  ],
  ['a wider range behind', [set(WIDE, rule('late', range('10.0.0.0/7')))], []],
  ['ranges that overlap', [set(WIDE, rule('late', range('10.9.0.0-11.0.0.0')))], []],
  [
    'IPv6',
    [set(rule('six', range('2001:db8::/32')), rule('late', range('2001:db8:1::/48')))],
    [['s > late', 'after six']],
  ],
  [
    'all but a range',
    [set(rule('others', 'Client.IP is not in range "10.0.0.0/8"'), rule('late', range('172.16.0.0/12')))],
    [['s > late', 'after others']],
  ],
  [
    'a host in a wildcard',
    [set(rule('wide', 'URL.Host matches "*.example"'), rule('late', 'URL.Host equals "a.example"'))],
    [['s > late', 'after wide']],
  ],
  [
    'a host in another case',
    [set(rule('wide', 'URL.Host matches "*.example"'), rule('late', 'URL.Host equals "a.Example"'))],
    [],
  ],
  [
    'a rule that asks for more',
    [set(rule('wide', `${range('10.0.0.0/8')} AND Body.Size equals 7`), rule('late', range('10.1.0.0/16')))],
    [],
  ],
  [
    'two ranges of which one is elsewhere',
    [set(WIDE, rule('late', `${range('10.1.0.0/16')} OR ${range('11.0.0.0/8')}`))],
    [],
  ],
  [
    'a rule that decides nothing',
    [set({ ...WIDE, action: { name: 'Continue' } }, rule('late', range('10.1.0.0/16')))],
    [],
  ],
  [
    'an action by an id',
    [set({ ...WIDE, action: { name: 'com.example.action' } }, rule('late', range('10.1.0.0/16')))],
    [],
  ],
  ['a rule that is switched off', [set({ ...WIDE, enabled: false }, rule('late', range('10.1.0.0/16')))], []],
  ['a rule set', [set(WIDE), ruleSet('t', range('10.1.0.0/16'), [rule('inner', '')])], [['t', 'after wide']]],
  [
    'a rule set of the same clients with a rule for all of them',
    [ruleSet('s', range('10.0.0.0/8'), [rule('all', '')]), ruleSet('t', range('10.0.0.0/8'), [rule('inner', '')])],
    [['t', 'after all']],
  ],
  [
    'a rule set that may have been left before',
    [
      ruleSet('s', range('10.0.0.0/8'), [rule('some', 'Body.Size equals 7', 'Stop Rule Set'), rule('all', '')]),
      ruleSet('t', range('10.1.0.0/16'), [rule('inner', '')]),
    ],
    [],
  ],
  [
    'what leaves a rule set',
    [
      set({ ...WIDE, action: { name: 'Stop Rule Set' } }, rule('late', range('10.1.0.0/16'))),
      ruleSet('t', range('10.1.0.0/16'), []),
    ],
    [['s > late', 'after wide']],
  ],
  [
    'other cycles',
    [
      set(WIDE),
      { ...ruleSet('t', range('10.1.0.0/16'), []), cycles: { request: true, response: true, embedded: false } },
    ],
    [],
  ],
  [
    'other clients than those of the rule set around',
    [ruleSet('s', range('10.0.0.0/8'), [rule('in', range('11.0.0.0/8'))])],
    [['s > in', 'in s']],
  ],
  [
    'other hosts than those of the rule set around, whatever their case',
    [ruleSet('s', 'URL.Host matches "A*"', [rule('in', 'URL.Host equals "b"'), rule('may', 'URL.Host equals "ab"')])],
    [['s > in', 'in s']],
  ],
  [
    'one range of two properties',
    [
      set(
        WIDE,
        rule('proxies', 'Proxy.IP is in range "10.0.0.0/8"'),
        rule('late', 'Proxy.IP is in range "10.1.0.0/16"'),
      ),
    ],
    [['s > late', 'after proxies']],
  ],
  ['another property', [set(WIDE, rule('late', 'Proxy.IP is in range "10.1.0.0/16"'))], []],
])('%s', (_, ruleSets, expected) => expect(told({ ruleSets, lists: [] })).toEqual(expected))

/** Criteria that mostly ask for whose request it is, and for little else. */
const anyCriteria: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...comparisons.filter((one) => /^(?:URL\.Host|Client\.IP|IP\.ToString|Body\.Mod)/.test(one)), ''),
    fc.constantFrom('', '', ' AND Client.IP is not in range "10.1.0.0/24"', ' OR URL.Host equals "b"'),
  )
  .map(([one, more]) => (one === '' ? '' : one + more))
const anyRule = fc
  .tuple(anyCriteria, fc.constantFrom('Block', 'Block', 'Stop Rule Set', 'Stop Cycle', 'Continue'))
  .map(([text, action]) => rule('', text, action))
const anyRules = fc
  .array(anyRule, { maxLength: 3 })
  .map((rules) => rules.map((one, at): Rule => ({ ...one, name: `r${at}` })))
const anyRuleSet = (name: string): fc.Arbitrary<RuleSet> =>
  fc
    .tuple(anyCriteria, anyRules, anyCriteria, anyRules)
    .map(([text, rules, inner, nested]) => ruleSet(name, text, rules, [ruleSet('inner', inner, nested)]))

const requests = universe.filter((one) => one['Body.Size'] === 4 && String(one['URL.Categories']) === 'games')

test('what is said never to apply decides no request of a universe', () => {
  let found = 0
  const sets = fc.tuple(anyRuleSet('s0'), anyRuleSet('s1'), anyRuleSet('s2'))
  fc.assert(
    fc.property(sets, anyLists, anyCyclesByName, fc.nat({ max: 4 }), (ruleSets, lists, cycles, start) => {
      const policy = inCycles({ ...emptyPolicy, ruleSets, lists }, cycles)
      const gone = told(policy)
      found += gone.length
      for (const request of gone.length === 0 ? [] : requests.filter((_, at) => at % 5 === start))
        for (const cycle of ['request', 'response'] as const) {
          const { rule: decides } = reference(policy, request, cycle)
          for (const [path] of gone)
            expect(`${decides} > `.startsWith(`${path} > `), JSON.stringify(request)).toBe(false)
        }
    }),
    { numRuns: 60 },
  )
  expect(found).toBeGreaterThan(20)
})
