import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { Rule, RuleSet } from '../../../src/model/policy/rule-set.ts'
import { parseCriteria } from '../../../src/policy/criteria/parse.ts'
import { compare } from '../../../src/policy/evaluate/compare.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { joined } from '../../../src/policy/evaluate/joined.ts'
import { threeValued } from '../../../src/policy/evaluate/truth.ts'
import { anyTerms } from '../arbitraries.ts'
import { shippedVocabulary } from '../vocabulary.ts'

const vocabulary = shippedVocabulary()
const place = { kind: 'file', file: 'policy' } as const
const criteria = (text: string) =>
  text === '' ? { always: true, terms: [] } : { always: false, terms: parseCriteria(text, vocabulary).value ?? [] }
const rule = (name: string, text: string, action = 'Block', events: Rule['events'] = []): Rule => ({
  name,
  place,
  description: '',
  enabled: true,
  criteria: criteria(text),
  action: { name: action },
  events,
})
const set = (name: string, text: string, rules: readonly Rule[], ruleSets: readonly RuleSet[] = []): RuleSet => ({
  name,
  place,
  description: '',
  enabled: true,
  cycles: { request: true, response: false, embedded: false },
  cloudSynced: false,
  criteria: criteria(text),
  rules,
  ruleSets,
})
const decide = (ruleSets: readonly RuleSet[], request: Record<string, string | number>, policy: Policy = emptyPolicy) =>
  new Evaluator({ ...policy, ruleSets }, vocabulary).decide(new Map(Object.entries(request)), 'request')

describe('processing', () => {
  const tree = [
    set('A', 'System.HostName equals "n1"', [rule('leave', 'URL.Host equals "a"', 'Stop Rule Set'), rule('a', '')]),
    set('B', '', [], [set('C', '', [rule('c', 'URL.Host matches "*.example"')])]),
  ]
  test.each([
    [
      { 'System.HostName': 'n1', 'URL.Host': 'b' },
      { kind: 'action', path: 'A > a' },
    ],
    [{ 'System.HostName': 'n1', 'URL.Host': 'a' }, { kind: 'let through' }],
    [
      { 'System.HostName': 'n2', 'URL.Host': 'x.example' },
      { kind: 'action', path: 'B > C > c' },
    ],
    [{ 'System.HostName': 'n2', 'URL.Host': 'b' }, { kind: 'let through' }],
    [{ 'System.HostName': 'n2' }, { kind: 'undetermined', question: 'what is URL.Host?', path: 'B > C > c' }],
    [{ 'URL.Host': 'b' }, { kind: 'undetermined', question: 'what is System.HostName?', path: 'A' }],
  ])('%j', (request, outcome) => {
    expect(decide(tree, request).outcome).toMatchObject(outcome)
  })

  test('a set that is not for the cycle is skipped', () => {
    const policy = { ...emptyPolicy, ruleSets: [set('A', '', [rule('a', '')])] }
    expect(new Evaluator(policy, vocabulary).decide(new Map(), 'response').outcome).toEqual({ kind: 'let through' })
  })

  test('events set what later rules read', () => {
    const own = {
      ...emptyPolicy,
      properties: [{ name: 'User-Defined.R', type: 'string', initial: '', description: '', place }],
    }
    const mark = rule('mark', 'URL.Host equals "a"', 'Continue', [
      { kind: 'set', property: 'User-Defined.R', values: [{ kind: 'literal', type: 'string', value: 'yes' }] },
    ])
    const tree2 = [set('A', '', [mark, rule('stop', 'User-Defined.R equals "yes"')])]
    expect(decide(tree2, { 'URL.Host': 'a' }, own).outcome).toMatchObject({ kind: 'action', path: 'A > stop' })
    expect(decide(tree2, { 'URL.Host': 'b' }, own).outcome).toEqual({ kind: 'let through' })
    expect(decide(tree2, {}, own).outcome).toMatchObject({ kind: 'undetermined', path: 'A > mark' })
  })
})

test('what is decided with a gap stays so, however the gap is filled', () => {
  const hosts = ['a', 'b', 'c.example']
  const text = fc.constantFrom(
    'URL.Host equals "a"',
    'URL.Host matches "*.example" OR System.HostName equals "n"',
    'System.HostName equals "n"',
    '',
  )
  const anyRule = fc.tuple(text, fc.constantFrom('Block', 'Continue', 'Stop Rule Set', 'Stop Cycle'))
  const anySet = fc.tuple(text, fc.array(anyRule, { maxLength: 3 }))
  let decided = 0
  fc.assert(
    fc.property(fc.array(anySet, { maxLength: 3 }), fc.constantFrom('n', 'm'), (sets, node) => {
      const tree = sets.map(([own, rules], at) =>
        set(
          `s${at}`,
          own,
          rules.map(([one, action], index) => rule(`r${index}`, one, action)),
        ),
      )
      const open = decide(tree, { 'System.HostName': node }).outcome
      if (open.kind === 'undetermined') return
      decided++
      for (const host of hosts)
        expect(decide(tree, { 'System.HostName': node, 'URL.Host': host }).outcome).toEqual(open)
    }),
    { numRuns: 300 },
  )
  expect(decided).toBeGreaterThan(20)
})

test('brackets are read as JavaScript reads them', () => {
  fc.assert(
    fc.property(anyTerms, fc.infiniteStream(fc.boolean()), (terms, stream) => {
      const values = new Map(terms.map((term) => [term, stream.next().value]))
      const source = terms
        .map((term) => {
          const join = term.join === undefined ? '' : term.join === 'AND' ? '&&' : '||'
          return `${join}${'('.repeat(term.opens)}${values.get(term)}${')'.repeat(term.closes)}`
        })
        .join(' ')
      expect(joined(terms, (term) => values.get(term) ?? false, threeValued)).toBe(runInThisContext(source))
    }),
  )
})

describe('comparisons', () => {
  test.each([
    ['equals', 'a', 'a', true],
    ['equals', 'a', 'b', false],
    ['does not equal', 'a', 'b', true],
    ['matches', 'www.a.example', '*.example', true],
    ['matches', 'a+b', 'a+b', true],
    ['matches', 'aab', 'a+b', false],
    ['is in range', '10.1.2.3', '10.0.0.0/8', true],
    ['is in range', '11.1.2.3', '10.0.0.0/8', false],
    ['is in range', '10.1.2.3', '10.1.2.3-10.1.2.9', true],
    ['is in range', '10.1.2.2', '10.1.2.3-10.1.2.9', false],
    ['greater than or equals', 10, '9', true],
    ['less than', 10, '9', false],
  ])('%s %j %j', (operator, left, right, expected) => expect(compare(operator, left, right)).toBe(expected))

  test('lists', () => {
    expect(compare('matches in list', 'x.example', ['a', '*.example'])).toBe(true)
    expect(compare('at least one in list', ['a', 'b'], ['b'])).toBe(true)
    expect(compare('none in list', ['a', 'b'], ['b'])).toBe(false)
    expect(compare('all in list', ['a', 'b'], ['b'])).toBe(false)
  })

  test.each([
    ['equals', 'A', 'a'],
    ['matches', 'A', 'a*'],
    ['matches', 'a', 'regex(a)'],
    ['no such operator', 'a', 'a'],
    ['greater than', 'a', '1'],
  ])('%s %j %j stays open', (operator, left, right) => {
    expect(compare(operator, left, right)).toHaveProperty('question')
  })
})
