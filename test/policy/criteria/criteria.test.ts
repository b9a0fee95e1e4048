import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Term } from '../../../src/model/policy/criteria.ts'
import { parseCriteria } from '../../../src/policy/criteria/parse.ts'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { anyTerms } from '../arbitraries.ts'
import { shippedVocabulary } from '../vocabulary.ts'

const vocabulary = shippedVocabulary()
const bare = (terms: readonly Term[] | undefined) =>
  terms?.map((term) => Object.fromEntries(Object.entries(term).filter(([key]) => key !== 'within')))

test('what is printed is read back', () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const text = printCriteria(terms, vocabulary)
      const read = parseCriteria(text, vocabulary)
      expect(read.problems).toEqual([])
      expect(bare(read.value)).toEqual(terms)
    }),
    { numRuns: 500 },
  )
})

test('reads criteria as the UI writes them', () => {
  const text =
    'URL.Host matches in list "Blocked hosts" AND (System.HostName matches "swg-*" OR Body.Size greater than or equals 10)'
  const { value } = parseCriteria(text, vocabulary)
  expect(value).toMatchObject([
    { operator: 'matches in list', operand: { kind: 'list', name: 'Blocked hosts', type: 'regex' }, opens: 0 },
    { join: 'AND', operator: 'matches', operand: { type: 'regex', value: 'swg-*' }, opens: 1 },
    { join: 'OR', operand: { type: 'number', value: '10' }, closes: 1 },
  ])
  expect(value?.map(({ within }) => text.slice(within?.start, within?.end))).toEqual([
    'URL.Host matches in list "Blocked hosts"',
    'System.HostName matches "swg-*"',
    'Body.Size greater than or equals 10',
  ])
})

describe('a mistake is shown where it is', () => {
  test.each([
    ['Sytem.HostName equals "a"', 'Sytem.HostName', 'did you mean "System.HostName"?'],
    ['URL.Host matchs "a"', 'matchs', 'did you mean "matches"?'],
    ['(URL.Host equals "a"', '(', 'add ")"'],
    ['URL.Host equals "a")', ')', undefined],
    ['URL.Host equals', '', undefined],
    ['URL.Host matches in list Blocked', 'Blocked', undefined],
    ['URL.Host equals "a" AND URL equals "b" OR URL equals "c"', 'URL equals "c"', undefined],
    ['URL.Host equals "a" URL', 'URL', 'join comparisons by AND or OR'],
    ['', '', undefined],
  ])('%s', (text, culprit, help) => {
    const { value, problems } = parseCriteria(text, vocabulary)
    expect(value === undefined || culprit === 'Blocked').toBe(true)
    if (culprit === 'Blocked') return
    expect(problems).toHaveLength(1)
    expect(text.slice(problems[0]?.start, problems[0]?.end)).toBe(culprit)
    if (help !== undefined) expect(problems[0]?.help).toBe(help)
  })
})

test('never throws', () => {
  const piece = fc.constantFrom(
    'URL.Host',
    ' ',
    '(',
    ')',
    'equals',
    '"a"',
    'AND',
    'OR',
    '<',
    '>',
    'list',
    '7',
    '"',
    ':',
    ',',
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { value, problems } = parseCriteria(pieces.join(' '), vocabulary)
      expect(value === undefined).toBe(problems.length > 0)
    }),
  )
})
