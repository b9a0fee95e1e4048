import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import type { Rule } from '../../../src/model/policy/rule-set.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { impactOf } from '../../../src/policy/impact/impact.ts'
import { decodeExport } from '../../../src/policy/xml/decode-export.ts'
import { encodeExport } from '../../../src/policy/xml/encode-export.ts'
import { vocabularyOf, type Word, type WordKind } from '../../../src/policy/vocabulary.ts'
import { shippedVocabulary } from '../vocabulary.ts'
import { anySmallPolicy, rule, ruleSet, universe, vocabulary } from '../small-policies.ts'

const policyOf = (...rules: readonly Rule[]): Policy => ({ ...emptyPolicy, ruleSets: [ruleSet('s', '', rules)] })
const decide = (policy: Policy, request: Readonly<Record<string, string | number | boolean>>) =>
  new Evaluator(policy, vocabulary).decide(new Map(Object.entries(request)), 'request')
const outcome = (policy: Policy, request: Readonly<Record<string, string | number | boolean>>): string => {
  const found = decide(policy, request).outcome
  return found.kind === 'undetermined' ? found.question : found.kind === 'action' ? found.action : found.kind
}
const conditions = (before: Policy, after: Policy): readonly (readonly string[])[] => {
  const given = new Map()
  const { classes, open } = impactOf(
    { name: 'before', policy: before, vocabulary, given },
    { name: 'after', policy: after, vocabulary, given },
    { audiences: [] },
  )
  expect(open).toEqual([])
  return classes.map(({ example }) => example.onlyIf)
}
/** What an export can hold and the reader of criteria refuses. */
const bare = (one: Rule): Rule => ({
  ...one,
  criteria: { ...one.criteria, terms: one.criteria.terms.map((term) => ({ ...term, opens: 0, closes: 0 })) },
})

describe('AND beside OR without brackets', () => {
  const [a, b, c] = ['Body.Size equals 1', 'URL.Host equals "b"', 'Body.Modified equals true']
  const inOrder = policyOf(rule('r', `(${a} OR ${b}) AND ${c}`))
  const andFirst = policyOf(rule('r', `${a} OR (${b} AND ${c})`))
  const open = policyOf(bare(rule('r', `(${a} OR ${b}) AND ${c}`)))
  const question = 'does the product apply AND before OR where there are no brackets?'

  test.each([
    [{ 'Body.Size': 1, 'URL.Host': 'x', 'Body.Modified': true }, 'Block'],
    [{ 'Body.Size': 2, 'URL.Host': 'b', 'Body.Modified': true }, 'Block'],
    [{ 'Body.Size': 2, 'URL.Host': 'x', 'Body.Modified': true }, 'let through'],
    [{ 'Body.Size': 1, 'URL.Host': 'x', 'Body.Modified': false }, question],
    [{ 'Body.Size': 1, 'URL.Host': 'b', 'Body.Modified': false }, question],
  ])('%j: %s', (request, expected) => {
    const readings = [outcome(inOrder, request), outcome(andFirst, request)]
    expect(outcome(open, request)).toBe(expected)
    if (expected === question) expect(new Set(readings)).toEqual(new Set(['Block', 'let through']))
    else expect(readings).toEqual([expected, expected])
  })

  test('an analysis follows both readings, and says which one a class rests on', () => {
    const reading = 'the product applies AND before OR where there are no brackets'
    expect(conditions(open, andFirst)).toEqual([[`not: ${reading}`]])
    expect(conditions(open, inOrder)).toEqual([[reading]])
    expect(conditions(open, open)).toEqual([])
  })
})

describe('upper and lower case', () => {
  const [large, small] = [policyOf(rule('r', 'URL.Host equals "A"')), policyOf(rule('r', 'URL.Host equals "a"'))]

  test('what both readings agree on is decided, the rest is asked', () => {
    expect(outcome(large, { 'URL.Host': 'A' })).toBe('Block')
    expect(outcome(large, { 'URL.Host': 'b' })).toBe('let through')
    expect(outcome(large, { 'URL.Host': 'a' })).toContain('tell "a" from "A"')
  })

  test('an analysis says that a class exists only where letters matter', () => {
    const found = conditions(large, small)
    expect(found).not.toEqual([])
    for (const one of found) expect(one).toEqual(['the product tells upper from lower case'])
  })
})

test('rules before the rule sets that are nested beside them: assumed, and said where it can matter', () => {
  const mixed = {
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [rule('own', '')], [ruleSet('inner', '', [rule('i', '')])])],
  }
  const assumption = 'the rules of a set run before the sets nested in it'
  expect(decide(mixed, {}).assumptions).toContain(assumption)
  expect(decide(policyOf(rule('own', '')), {}).assumptions).not.toContain(assumption)
})

test.each(['Block', 'Redirect', 'Authenticate', 'Remove'])(
  '%s ends the cycle, and says which rule did it',
  (action) => {
    const policy = policyOf(rule('first', 'URL.Host equals "a"', action), rule('second', '', 'Stop Cycle'))
    expect(decide(policy, { 'URL.Host': 'a' }).outcome).toMatchObject({ kind: 'action', action, path: 's > first' })
    expect(decide(policy, { 'URL.Host': 'b' }).outcome).toEqual({ kind: 'let through' })
  },
)

/** The shipped words, with an id for those whose id nobody knows: an export has one for each. */
const withIds = (kind: WordKind): readonly Word[] =>
  shippedVocabulary()
    .words(kind)
    .map((word) => ({ ...word, id: word.id ?? `test.${kind}.${word.name}` }))
const complete = vocabularyOf({
  properties: withIds('properties'),
  parameters: withIds('parameters'),
  operators: withIds('operators'),
  actions: withIds('actions'),
  types: withIds('types'),
  procedures: withIds('procedures'),
})

test('a policy that went through an export decides as before', () => {
  let actions = 0
  fc.assert(
    fc.property(anySmallPolicy, fc.nat({ max: 210 }), (policy, start) => {
      const { value: text, diagnostics } = encodeExport(
        { ...policy, name: 'own', version: '1', description: '' },
        complete,
      )
      expect(diagnostics).toEqual([])
      const read = decodeExport({ path: 'a.xml', text: text ?? '' }, complete).value
      if (read === undefined) throw new Error('nothing was read')
      const [own, imported] = [new Evaluator(policy, complete), new Evaluator(read, complete)]
      for (const request of universe.filter((_, at) => at % 211 === start)) {
        const given = new Map(Object.entries(request))
        const [before, after] = [own, imported].map((one) => one.decide(given, 'request').outcome)
        expect({ ...after, place: undefined }).toEqual({ ...before, place: undefined })
        if (before?.kind === 'action') actions++
      }
    }),
    { numRuns: 60 },
  )
  expect(actions).toBeGreaterThan(100)
})
