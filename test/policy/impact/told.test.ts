import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import { Confirmation } from '../../../src/policy/impact/confirmation.ts'
import { impactOf } from '../../../src/policy/impact/impact.ts'
import { rule, ruleSet } from '../small-policies.ts'
import { impact, place, side } from './between.ts'

test('nothing is said, and nothing assumed, where nothing is different', () => {
  const policy = { ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('r', 'URL.Host equals "a.example"')])] }
  expect(impact(policy, { ...policy })).toEqual({ classes: [], open: [], more: [], assumptions: [] })
})

test('a list that only one side knows is a difference', () => {
  const before = { ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('r', 'URL.Host is in list "names"')])] }
  const entries = [{ value: 'a.example', description: '' }]
  const after = { ...before, lists: [{ name: 'names', type: 'string' as const, description: '', entries, place }] }
  expect(impact(before, after).classes.map(({ direction }) => direction)).toContain('stricter')
  expect(impact(after, before).classes.map(({ direction }) => direction)).toContain('weaker')
})

test.each([
  ['Block', 'Redirect', 'weaker'],
  ['Redirect', 'Block', 'stricter'],
  ['Block', 'Stop Cycle', 'weaker'],
  ['Redirect', 'Stop Cycle', 'weaker'],
  ['Stop Cycle', 'Redirect', 'stricter'],
  ['Stop Cycle', 'Block', 'stricter'],
])('who gets %s before and %s after: %s', (old, now, direction) => {
  const policy = (action: string): Policy => ({ ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('r', '', action)])] })
  expect(impact(policy(old), policy(now)).classes.map((one) => one.direction)).toEqual([direction])
})

test('a class names everything that was changed and can be behind it, and nothing else', () => {
  const policy = (around: string, own: string): Policy => ({
    ...emptyPolicy,
    ruleSets: [ruleSet('s', around, [rule('r', own)])],
  })
  const before = policy('URL.Host matches "a*"', 'Body.Size greater than 4')
  const after = policy('URL.Host matches "*e"', 'Body.Size greater than or equals 10')
  const causes = impact(before, after).classes.map((one) => [one.direction, ...one.causes.map(({ path }) => path)])
  expect(causes).toEqual([
    ['weaker', 's', 's > r'],
    ['stricter', 's'],
  ])
})

test('a rule whose words stay is a difference where what it sets has another value', () => {
  const marks = rule('marks', '', 'Continue', [
    {
      kind: 'set',
      property: 'User-Defined.Mark',
      values: [
        { kind: 'property', use: { name: 'User-Defined.Mark', arguments: [] } },
        { kind: 'literal', type: 'string', value: '!' },
      ],
    },
  ])
  const policy = (initial: string): Policy => ({
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [marks])],
    properties: [{ name: 'User-Defined.Mark', type: 'string', initial, description: '', place }],
  })
  const told = impact(policy('a'), policy('b')).classes.map(({ sets, causes }) => ({ sets, causes }))
  expect(told).toMatchObject([
    { sets: { property: 'User-Defined.Mark', before: '"a!"', after: '"b!"' }, causes: [{ path: 's > marks' }] },
  ])
})

test('who has requests is told where that is known, each only of requests that are theirs', () => {
  const networks = { inside: ['10.0.0.0/8'], outside: ['192.0.2.0/24'], both: ['10.1.0.0/16', '192.0.2.0/24'] }
  const audiences = Object.entries(networks).map(([name, values]) => ({
    name,
    has: new Map([['Client.IP', { kind: 'address' as const, values }]]),
  }))
  const after = {
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [rule('r', 'Client.IP is in range "10.0.0.0/8"')])],
  }
  const [one] = impactOf(side('before', emptyPolicy), side('after', after), { audiences }).classes
  expect(one?.isForAudiences).toBe(true)
  expect(one?.audiences.map(({ name }) => name)).toEqual(['inside', 'both'])
  for (const { example } of one?.audiences ?? []) expect(example.request.after.get('Client.IP')).toMatch(/^10\./)
  expect(impact(emptyPolicy, after).classes.map(({ isForAudiences }) => isForAudiences)).toEqual([false])
})

test('an example that the evaluator decides otherwise is a mistake, unless it rests on an answer that it cannot hold', () => {
  const policy = { ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('r', 'URL.Host equals "a.example"')])] }
  const confirmation = new Confirmation({ before: side('before', policy), after: side('after', policy) })
  const request = new Map([['URL.Host', 'b.example']])
  const example = { request: { before: request, after: request }, onlyIf: [] }
  const told = { after: { effect: { action: 'Block' } } }
  expect(() => confirmation.confirms(example, told, 'request')).toThrow('is decided otherwise: let through')
  expect(confirmation.confirms({ ...example, onlyIf: ['x equals y'] }, told, 'request')).toBe(false)
  expect(confirmation.confirms(example, { after: { effect: { action: 'let through' } } }, 'request')).toBe(true)
})

test('no example holds a number that its property cannot have, however the numbers are asked about', () => {
  const ranges = [
    ['Body.Size', 0, Infinity],
    ['DateTime.Time.Hour', 0, 24],
    ['DateTime.Date.MonthDayNumber', 1, 31],
    ['URL.Reputation', -Infinity, Infinity],
  ] as const
  const operator = fc.constantFrom('equals', 'does not equal', 'less than', 'greater than', 'greater than or equals')
  let looked = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...ranges),
      fc.array(fc.tuple(operator, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 3 }),
      ([name, least, most], comparisons) => {
        const text = comparisons.map(([how, number]) => `${name} ${how} ${number}`).join(' AND ')
        const after = { ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('blocks', text)])] }
        for (const { example } of impact(emptyPolicy, after).classes) {
          const value = Number(example.request.after.get(name))
          looked += 1
          expect(value, text).toBeGreaterThanOrEqual(least)
          expect(value, text).toBeLessThanOrEqual(most)
        }
      },
    ),
  )
  expect(looked).toBeGreaterThan(20)
  const negative = { ...emptyPolicy, ruleSets: [ruleSet('s', '', [rule('blocks', 'URL.Reputation less than 0')])] }
  expect(impact(emptyPolicy, negative).classes).toHaveLength(1)
})
