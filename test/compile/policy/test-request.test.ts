import { expect, test } from 'vitest'
import { readTestFile, runTest } from '../../../src/compile/policy/policy-test.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles } from '../support.ts'

const vocabulary = shippedVocabulary()
const read = (request: unknown): ReturnType<typeof readTestFile> =>
  readTestFile(
    { format: 1, tests: [{ name: 'A', regions: ['emea'], request, expect: {} }] },
    'tests/a.yaml',
    vocabulary,
  )

test('a test says who asks and when without naming the properties that hold it', () => {
  const { value, diagnostics } = read({ user: 'kim', groups: ['staff'], time: '2027-01-15T21:30', 'URL.Host': 'a' })
  expect(diagnostics).toEqual([])
  expect(Object.fromEntries(value?.[0]?.request ?? [])).toEqual({
    'Authentication.UserName': 'kim',
    'Authentication.UserGroups': ['staff'],
    'DateTime.Date.Year': 2027,
    'DateTime.Date.MonthNumber': 1,
    'DateTime.Date.MonthDayNumber': 15,
    'DateTime.Time.Hour': 21,
    'DateTime.Time.Minute': 30,
    'URL.Host': 'a',
  })
})

test.each([
  [{ time: '2027-02-30T10:00' }, 'request.time "2027-02-30T10:00" is no time'],
  [{ time: '21:30' }, 'request.time "21:30" is no time'],
  [{ time: '2027-01-15T24:00' }, 'request.time "2027-01-15T24:00" is no time'],
  [{ groups: 'staff' }, 'request.groups expected a list, found a text'],
  [{ user: 7 }, 'request.user expected a text, found a number'],
  [
    { user: 'kim', 'Authentication.UserName': 'lee' },
    'request.user "Authentication.UserName" is given as well, and holds the user',
  ],
])('%j is refused', (request, expected) => {
  const { value, diagnostics } = read(request)
  expect(value).toBeUndefined()
  const [found] = diagnostics.map(({ place, message }) => [place, message] as const)
  const path = found?.[0].kind === 'node' ? found[0].path.slice(2).join('.') : ''
  expect(`${path} ${found?.[1]}`).toBe(expected)
  expect(diagnostics).toHaveLength(1)
})

test('what no property is known to hold is said, and not left out', () => {
  const words = { ...vocabulary, words: () => [] }
  const tests = [{ name: 'A', request: { groups: ['staff'] }, expect: {} }]
  const { diagnostics } = readTestFile({ format: 1, tests }, 'tests/a.yaml', words)
  expect(diagnostics.map(({ message }) => message)).toEqual(['no property is known to hold the groups'])
})

test('criteria read the time, the user and the groups of a test; without a second, the second stays a question', () => {
  const rules = [
    '{ name: Evening, action: Block, criteria: DateTime.Time.Hour greater than or equals 18 AND Authentication.UserGroups contains "students" }',
    '{ name: Tick, action: Block, criteria: DateTime.Time.Second equals 7 }',
  ]
  const files = { 'policy/01.yaml': `format: 1\nruleSets:\n  - name: Hours\n    rules: [${rules.join(', ')}]\n` }
  const { cluster } = build(exampleFiles({ base: 'three-site', files }))
  const decide = (request: unknown): unknown => {
    const [only] = read(request).value ?? []
    return runTest(only!, new Evaluator(cluster.policy, vocabulary), cluster)[0]?.decision.outcome
  }
  const groups = ['students']
  expect(decide({ user: 'kim', groups, time: '2027-01-15T18:00' })).toMatchObject({ path: 'Hours > Evening' })
  expect(decide({ user: 'kim', groups, time: '2027-01-15T17:59:07' })).toMatchObject({ path: 'Hours > Tick' })
  const open = decide({ user: 'kim', groups: ['staff'], time: '2027-01-15T18:00' })
  expect(open).toMatchObject({ kind: 'undetermined', question: 'what is DateTime.Time.Second?' })
})
