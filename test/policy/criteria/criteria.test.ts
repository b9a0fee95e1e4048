import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Term } from '../../../src/model/policy/criteria.ts'
import { parseEvent } from '../../../src/policy/criteria/parse-action.ts'
import { parseCriteria } from '../../../src/policy/criteria/parse.ts'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { withOwnProperties } from '../../../src/policy/vocabulary.ts'
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
      expect(read.problems.filter(({ code }) => code !== 'POL-TYPE')).toEqual([])
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
    [
      'Proxy.IP equals 10.81.0.11',
      '10.81.0.11',
      'a number has digits only; an address or a network is a text in quotes',
    ],
    [
      'Proxy.IP is in range 10.81.0.0/16',
      '10.81.0.0',
      'a number has digits only; an address or a network is a text in quotes',
    ],
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

describe('a value of the wrong type is shown where it is', () => {
  const own = withOwnProperties(vocabulary, [{ name: 'User-Defined.Count', type: 'number' }])
  test.each([
    ['Client.IP matches "10.*"', 'matches', 'it takes a text'],
    ['System.HostName is in range list "A"', 'is in range list', 'it takes an address'],
    ['URL.Categories equals "x"', 'equals', 'it takes one value'],
    ['URL.Host at least one in list "A"', 'at least one in list', 'it takes a list'],
    ['URL greater than 5', 'greater than', 'it takes a number'],
    ['Body.Size greater than or equals "large"', '"large"', undefined],
    ['Body.Size greater than or equals URL', 'URL', 'give a value of type number'],
    ['URL.Host matches string "a"', 'string "a"', 'give a value of type regex'],
    ['Client.IP equals "10.0.0"', '"10.0.0"', undefined],
    ['Client.IP is in range "10.0.0.0/33"', '"10.0.0.0/33"', undefined],
    ['Body.Modified equals 7', '7', undefined],
    ['URL.Host matches in list list<ip> "A"', 'list<ip> "A"', 'name a list whose "type" is regex'],
    ['User-Defined.Count equals "two"', '"two"', undefined],
    ['IP.ToString(URL) equals "a"', 'URL', 'give a value of type ip'],
    ['IP.ToString() equals "a"', '()', 'write IP.ToString(IP)'],
    ['String.Substring("a", 1) equals "a"', '("a", 1)', 'write String.Substring(String, Position, Number)'],
  ])('%s', (text, culprit, help) => {
    const { value, problems } = parseCriteria(text, own)
    expect(value).toBeDefined()
    expect(problems.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([['POL-TYPE', culprit]])
    if (help !== undefined) expect(problems[0]?.help).toContain(help)
  })

  test.each([
    ['set URL.Host = 7 + Client.IP', ['Client.IP']],
    ['set User-Defined.Count = 1 + 2', ['2']],
    ['set User-Defined.Count = URL', ['URL']],
    ['call Syslog("high", URL)', ['"high"']],
    ['call Syslog(6)', ['(6)']],
  ])('event %s', (text, culprits) => {
    const { value, problems } = parseEvent(text, own)
    expect(value).toBeDefined()
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual(culprits)
  })

  test.each([
    'URL.Categories at least one in list "Blocked categories"',
    'URL.Categories contains category "x"',
    'Client.IP is in range list "Guests" OR Client.IP is in range "10.0.0.1-10.0.0.9"',
    'User-Defined.Count less than 3',
    'Body.Modified equals true',
    'some.engine.nobody.knows equals 5',
  ])('nothing is said of %s', (text) => expect(parseCriteria(text, own).problems).toEqual([]))
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
      expect(value === undefined).toBe(problems.some(({ code }) => code !== 'POL-TYPE'))
    }),
  )
})
