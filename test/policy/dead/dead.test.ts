import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { Rule, RuleSet } from '../../../src/model/policy/rule-set.ts'
import { deadPolicy, type DeadPolicy } from '../../../src/policy/dead/dead.ts'
import { valueAt } from '../../../src/source/place.ts'
import { reference } from '../reference.ts'
import { anySmallPolicy, rule, ruleSet, universe, vocabulary } from '../small-policies.ts'

const inquest = (policy: Policy): DeadPolicy => deadPolicy({ name: 'after', policy, vocabulary, given: new Map() })
const dead = (...ruleSets: readonly RuleSet[]): readonly (readonly [string, string])[] =>
  inquest({ ...emptyPolicy, ruleSets }).dead.map(({ path, reason }) => [path, reason])

test.each<[string, readonly Rule[], readonly (readonly [string, string])[]]>([
  [
    'shadowed by a wider wildcard',
    [rule('wide', 'URL.Host matches "*.example"'), rule('narrow', 'URL.Host matches "*.a.example"')],
    [['s > narrow', 'shadowed']],
  ],
  [
    'shadowed by two rules together',
    [
      rule('one', 'URL.Host matches "*.example" AND Body.Modified equals true'),
      rule('other', 'URL.Host matches "*.example" AND Body.Modified equals false'),
      rule('both', 'URL.Host equals "a.example"'),
    ],
    [['s > both', 'shadowed']],
  ],
  [
    'contradictory criteria',
    [rule('never', 'Client.IP is in range "10.0.0.0/8" AND IP.ToString(Client.IP) matches "11.*"')],
    [['s > never', 'contradictory']],
  ],
  ['behind a rule for everybody', [rule('all', ''), rule('late', 'Body.Size equals 9')], [['s > late', 'unreachable']]],
  ['a size below nothing', [rule('never', 'Body.Size less than 0')], [['s > never', 'contradictory']]],
  [
    'behind a rule for every size',
    [rule('all', 'Body.Size greater than or equals 0'), rule('late', 'Body.Size equals 9')],
    [['s > late', 'unreachable']],
  ],
  ['all alive', [rule('one', 'URL.Host equals "a"'), rule('two', 'URL.Host equals "b"')], []],
])('%s', (_, rules, expected) => expect(dead(ruleSet('s', '', rules))).toEqual(expected))

test('what stands in a dead rule set is not told again', () => {
  const never = 'Body.Modified equals true AND Body.Modified equals false'
  expect(dead(ruleSet('s', never, [rule('inner', 'URL.Host equals "a"')]))).toEqual([['s', 'contradictory']])
})

test('the rules that decide before a dead one are named, and what is switched off is told apart', () => {
  const at = (one: Rule, line: number): Rule => ({ ...one, place: valueAt('policy', [line]) })
  const rules = [
    at(rule('other', 'URL.Host equals "b"'), 1),
    at(rule('wide', 'URL.Host matches "*.example"'), 2),
    at(rule('narrow', 'URL.Host matches "*.a.example"'), 3),
    { ...at(rule('off', ''), 4), enabled: false },
  ]
  const { dead: found, off } = inquest({ ...emptyPolicy, ruleSets: [ruleSet('s', '', rules)] })
  expect(found.map(({ path, decidedBy }) => [path, decidedBy])).toEqual([['s > narrow', [rules[1]?.place]]])
  expect(off.map(({ path }) => path)).toEqual(['s > off'])
})

test('the rules that are named for a dead one decide all of its requests together, and are no more than it takes', () => {
  const at = (one: Rule, line: number): Rule => ({ ...one, place: valueAt('policy', [line]) })
  const hosts = Array.from({ length: 20 }, (_, host) =>
    at(rule(`r${host}`, `URL.Host matches "*.h${host}.example"`), host),
  )
  const late = (count: number): Rule =>
    at(
      rule(
        'late',
        Array.from({ length: count }, (_, host) => `URL.Host matches "*.h${2 * host}.example"`).join(' OR '),
      ),
      99,
    )
  const told = (count: number): ReturnType<typeof inquest>['dead'] =>
    inquest({ ...emptyPolicy, ruleSets: [ruleSet('s', '', [...hosts, late(count)])] }).dead
  expect(told(4)).toMatchObject([
    { path: 's > late', decidedBy: [0, 2, 4, 6].map((host) => hosts[host]?.place), isDecidedByMore: false },
  ])
  expect(told(10).map(({ decidedBy, isDecidedByMore }) => [decidedBy.length, isDecidedByMore])).toEqual([[10, false]])
  const [wide] = inquest({
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [...hosts, at(rule('late', 'URL.Host matches in list "all"'), 99)])],
    lists: [
      {
        name: 'all',
        type: 'regex',
        description: '',
        entries: hosts.map((_, host) => ({ value: `*.h${host}.example`, description: '' })),
        place: valueAt('lists', []),
      },
    ],
  }).dead
  expect([wide?.decidedBy.length, wide?.isDecidedByMore]).toEqual([12, true])
})

test('a rule that takes requests out of the rule set is named for those it takes away, and for nothing outside', () => {
  const at = (one: Rule, line: number): Rule => ({ ...one, place: valueAt('policy', [line]) })
  const leaving = at(rule('leave', 'URL.Host matches "*.example"', 'Stop Rule Set'), 1)
  const inside = at(rule('inside', 'URL.Host equals "a.example"'), 2)
  const deep = at(rule('deep', 'URL.Host equals "b.example"'), 3)
  const outside = at(rule('outside', 'URL.Host equals "a.example" AND Body.Modified equals true'), 4)
  const again = at(rule('again', 'URL.Host equals "a.example" AND Body.Modified equals true'), 5)
  const sets = [
    ruleSet('s', '', [leaving, inside], [ruleSet('nested', '', [deep])]),
    ruleSet('t', '', [outside, again]),
  ]
  const { dead: found } = inquest({ ...emptyPolicy, ruleSets: sets })
  expect(found.map(({ path, reason, decidedBy }) => [path, reason, decidedBy])).toEqual([
    ['s > inside', 'shadowed', [leaving.place]],
    ['s > nested > deep', 'shadowed', [leaving.place]],
    ['t > again', 'shadowed', [outside.place]],
  ])
})

test('what stands in a rule set of a region without nodes is told by that', () => {
  const nobody = ruleSet('Oslo', 'URL.Host matches in list "none"', [rule('inner', '')])
  const none = { name: 'none', type: 'regex', description: '', entries: [], place: valueAt('lists', []) } as const
  const policy = { ...emptyPolicy, lists: [none], ruleSets: [{ ...nobody, regions: ['oslo'] }] }
  const empty = [{ name: 'oslo', place: valueAt('regions', []) }]
  const told = deadPolicy({ name: 'after', policy, vocabulary, given: new Map() }, empty)
  expect(told.dead.map(({ path, reason }) => [path, reason])).toEqual([['Oslo', 'regionless']])
  expect(told.emptyRegions).toEqual(empty)
  expect(inquest(policy).dead.map(({ reason }) => reason)).toEqual(['contradictory'])
})

test('criteria that leave nobody out are told', () => {
  const policy = {
    ...emptyPolicy,
    ruleSets: [ruleSet('s', 'URL.Host matches "*"', [rule('some', 'Body.Size less than 9')])],
  }
  expect(inquest(policy).alwaysTrue.map(({ path }) => path)).toEqual(['s'])
})

test('a rule that is called dead decides no request of a universe', () => {
  let found = 0
  fc.assert(
    fc.property(anySmallPolicy, fc.nat({ max: 22 }), (policy, start) => {
      const { dead: gone, open } = inquest(policy)
      expect(open).toEqual([])
      found += gone.length
      for (const request of universe.filter((_, at) => at % 23 === start)) {
        const { rule: decides } = reference(policy, request, 'request')
        for (const { path } of gone)
          expect(`${decides} > `.startsWith(`${path} > `), JSON.stringify(request)).toBe(false)
      }
    }),
    { numRuns: 100 },
  )
  expect(found).toBeGreaterThan(20)
})
