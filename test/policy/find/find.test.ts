import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyPolicy, type Policy } from '../../../src/model/policy/policy.ts'
import { findRequests } from '../../../src/policy/find/find-requests.ts'
import { verdictOf, type AskedSide, type FoundClass, type Question } from '../../../src/policy/find/question.ts'
import type { Side, SideName } from '../../../src/policy/reason/side.ts'
import { reference, type FullRequest } from '../reference.ts'
import { anySmallPolicy, comparisons, criteria, rule, ruleSet, universe, vocabulary } from '../small-policies.ts'

const side = (name: SideName, policy: Policy): Side => ({ name, policy, vocabulary, given: new Map() })
const asked = (name: SideName, policy: Policy, action: string | undefined): AskedSide => ({
  side: side(name, policy),
  ...(action === undefined ? {} : { action }),
})

const anyAction = fc.constantFrom(undefined, 'Block', 'Redirect', 'let through')
const anyWhere = fc.subarray([...comparisons], { maxLength: 2 })
/** Every so many requests of the universe are tried in a run. */
const STRIDE = 101
const anyStart = fc.nat({ max: STRIDE - 1 })
const runs = Number(process.env['FIND_RUNS'] ?? 100)

/** Whether criteria hold for a request as it comes in, by the reference alone. */
function holds(policy: Policy, texts: readonly string[], request: FullRequest): boolean {
  if (texts.length === 0) return true
  const probe = { ...policy, ruleSets: [ruleSet('probe', '', [rule('probe', texts.join(' AND '), 'Redirect')])] }
  return reference(probe, request, 'request').action === 'Redirect'
}

/** An example says what matters; anything will do for the rest. */
function complete(request: ReadonlyMap<string, unknown>): FullRequest {
  const rest = { 'URL.Host': 'q', 'Client.IP': '203.0.113.9', 'Body.Size': 5, 'URL.Categories': [] }
  return { ...rest, 'Body.Modified': true, ...Object.fromEntries(request) }
}

const keyOf = (verdicts: readonly { readonly action: string; readonly rule: string | undefined }[]): string =>
  verdicts.map(({ action, rule: by }) => `${by} ${action}`).join(' and ')
const keyOfClass = ({ decided: { before, after } }: FoundClass): string =>
  keyOf([before, after].flatMap((one) => (one ? [{ action: one.effect.action, rule: one.rule?.path }] : [])))

/** Compares an answer with what trying requests shows; returns whether trying showed any. */
function judge(question: Question, texts: readonly string[], start: number): boolean {
  const places = [question.before, ...(question.after ? [question.after] : [])]
  const decide = (request: FullRequest) =>
    places.map(({ side: { policy } }) => reference({ ...emptyPolicy, ...policy }, request, 'request'))
  const isAskedFor = (request: FullRequest): boolean =>
    decide(request).every(({ action }, at) => [undefined, action].includes(places[at]?.action)) &&
    places.every(({ side: { policy } }) => holds({ ...emptyPolicy, ...policy }, texts, request))
  const answer = findRequests(question)
  expect([answer.open, answer.more]).toEqual([[], []])
  const found = new Set(answer.classes.map(keyOfClass))
  const tried = universe.filter((request, at) => at % STRIDE === start && isAskedFor(request))
  for (const request of tried) expect(found, JSON.stringify(request)).toContain(keyOf(decide(request)))
  for (const one of answer.classes) {
    expect(one.isCertain).toBe(true)
    const request = complete(one.example.request.before)
    expect(isAskedFor(request), JSON.stringify(request)).toBe(true)
    expect(keyOf(decide(request))).toBe(keyOfClass(one))
  }
  expect(verdictOf(answer)).toBe(answer.classes.length > 0 ? 'found' : 'none')
  return answer.classes.length > 0
}

/** Asks questions of one kind, some of which have an answer and some of which have none. */
function tryAll<Sides>(
  sides: fc.Arbitrary<Sides>,
  sidesOf: (drawn: Sides) => Pick<Question, 'before' | 'after'>,
): void {
  const seen = { found: 0, none: 0 }
  fc.assert(
    fc.property(sides, anyWhere, anyStart, (drawn, texts, start) => {
      const question: Question = { cycle: 'request', ...sidesOf(drawn), criteria: texts.map(criteria), empty: [] }
      seen[judge(question, texts, start) ? 'found' : 'none']++
    }),
    { numRuns: runs },
  )
  expect(Math.min(seen.found, seen.none)).toBeGreaterThan(runs / 20)
}

describe('finds what trying requests finds, and shows each way by a request that it holds for', () => {
  test('of one policy', () => {
    tryAll(fc.tuple(anySmallPolicy, anyAction), ([policy, action]) => ({ before: asked('before', policy, action) }))
  })

  test('of two places', () => {
    tryAll(fc.tuple(anySmallPolicy, anySmallPolicy, anyAction, anyAction), ([before, after, old, now]) => ({
      before: asked('before', before, old),
      after: asked('after', after, now),
    }))
  })
})

describe('what nobody can know', () => {
  const policyOf = (text: string): Policy => ({
    ...emptyPolicy,
    ruleSets: [ruleSet('s', '', [rule('r', text)])],
  })
  const ask = (text: string, where: readonly string[] = [], empty: readonly string[] = []) =>
    findRequests({
      cycle: 'request',
      before: asked('before', policyOf(text), 'Block'),
      criteria: where.map(criteria),
      empty,
    })

  test('is no answer, and says on what it rests', () => {
    const answer = ask('URL.Host matches "regex(a+)"')
    expect(verdictOf(answer)).toBe('undecided')
    expect(answer.classes).toMatchObject([{ isCertain: false }])
    expect(answer.classes[0]?.example.onlyIf).toHaveLength(1)
  })

  test('is no obstacle where another way is certain', () => {
    expect(verdictOf(ask('URL.Host matches "regex(a+)" OR Body.Size less than 5'))).toBe('found')
  })

  test('in an empty list there is nothing, whatever the policy asks of it', () => {
    const text = 'URL.Categories contains "games"'
    expect(verdictOf(ask(text))).toBe('found')
    expect(verdictOf(ask(text, [], ['URL.Categories']))).toBe('none')
  })

  test('letters that make no difference to a request make its answer no less certain', () => {
    const list = { name: 'bad', type: 'category', description: '', place: { kind: 'file', file: 'generated' } } as const
    const entries = [{ value: 'Malicious Sites', description: '' }]
    const ruleSets = [ruleSet('s', '', [rule('r', 'URL.Categories at least one in list "bad"')])]
    const policy = { ...emptyPolicy, lists: [{ ...list, entries }], ruleSets }
    const answer = findRequests({ cycle: 'request', before: asked('before', policy, 'Block'), criteria: [], empty: [] })
    expect(answer.classes).toMatchObject([{ isCertain: true, example: { onlyIf: [] } }])
    expect(answer.classes[0]?.example.request.before.get('URL.Categories')).toEqual(['Malicious Sites'])
  })

  test('letters that may matter are said to matter', () => {
    const answer = ask('URL.Host equals "a.example"', ['URL.Host equals "A.example"'])
    expect(verdictOf(answer)).toBe('undecided')
    expect(answer.classes[0]?.example.onlyIf).toEqual(['not: the product tells upper from lower case'])
  })
})
