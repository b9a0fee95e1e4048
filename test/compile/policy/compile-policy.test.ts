import { describe, expect, test } from 'vitest'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { encodeExport } from '../../../src/policy/xml/encode-export.ts'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import type { RuleSet } from '../../../src/model/policy/rule-set.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { exampleFiles, build } from '../support.ts'

const vocabulary = shippedVocabulary()
const withFiles = (files: Readonly<Record<string, string>>) => build(exampleFiles({ files }), [])
const criteria = (set: RuleSet | undefined) => printCriteria(set?.criteria.terms ?? [], vocabulary)

describe('regions', () => {
  test('are lists of host names, kept by Pader', () => {
    const { lists } = withFiles({}).cluster.policy
    expect(lists.map(({ name, type }) => [name, type])).toEqual([
      ['pader/Region amer hosts', 'regex'],
      ['pader/Region apac hosts', 'regex'],
    ])
    expect(lists[1]?.description).toBe('[managed by Pader] hosts of region apac')
    expect(lists[1]?.entries).toEqual([
      { value: 'tokyo-1', description: 'tokyo-1' },
      { value: 'tokyo-1.*', description: 'tokyo-1' },
      { value: 'tokyo-2', description: 'tokyo-2' },
      { value: 'tokyo-2.*', description: 'tokyo-2' },
    ])
  })

  test.each([
    ['proxy-ip', 'ip', ['10.81.16.11', '10.81.16.12']],
    ['uuid', 'string', ['564D9E0F-0826-9B8D-3BEB-0DC024262A64', '564D0FA3-6391-5B1C-ECDD-18116FD8DADD']],
  ])('by %s are warned about, with a way out', (selectBy, type, entries) => {
    const { cluster, diagnostics } = withFiles({
      'regions.yaml': `format: 1\nregions:\n  apac: { selectBy: ${selectBy} }\n  amer: {}\n`,
    })
    const list = cluster.policy.lists.find(({ name }) => name.startsWith('pader/Region apac'))
    expect(list?.type).toBe(type)
    expect(list?.entries.map(({ value }) => value)).toEqual(entries)
    expect(diagnostics).toMatchObject([{ code: 'POL-UNVERIFIED-SELECTOR', severity: 'warning' }])
    expect(diagnostics[0]?.help).toContain('by hostname')
  })

  test('by client network become octets', () => {
    const { cluster } = withFiles({
      'regions.yaml': 'format: 1\nregions:\n  apac: { selectBy: client-ip }\n  amer: {}\n',
    })
    const list = cluster.policy.lists.find(({ name }) => name === 'pader/Region apac client networks')
    expect(list?.entries).toHaveLength(16)
    expect(list?.entries[0]).toEqual({ value: '10.81.16.*', description: '10.81.16.0/20' })
  })
})

describe('the test of a region', () => {
  const ask = { 'policy/10.yaml': 'format: 1\nruleSets: [{ name: A, region: apac, criteria: URL.Host equals "a" }]\n' }
  const regions = (testBy: string) => ({
    'regions.yaml': `format: 1\ntestBy: ${testBy}\nregions:\n  apac: {}\n  amer: {}\n`,
    ...ask,
  })

  test('is written out where that is wanted, with brackets around it', () => {
    const { cluster, diagnostics } = withFiles(regions('criteria'))
    expect(diagnostics).toEqual([])
    expect(cluster.policy.lists).toEqual([])
    expect(criteria(cluster.policy.ruleSets[0])).toBe(
      '(System.HostName matches "tokyo-1" OR System.HostName matches "tokyo-1.*" OR ' +
        'System.HostName matches "tokyo-2" OR System.HostName matches "tokyo-2.*") AND URL.Host equals "a"',
    )
  })

  test('never holds for everybody because nobody is there', () => {
    const files = {
      ...regions('criteria'),
      'regions.yaml': 'format: 1\ntestBy: criteria\nregions: { apac: {}, amer: {}, emea: {} }\n',
    }
    const { located } = withFiles({ ...files, 'policy/10.yaml': ask['policy/10.yaml'].replace('apac', 'emea') })
    expect(located).toMatchObject([{ code: 'POL-REGION-EMPTY', span: { file: 'clusters/two-site/regions.yaml' } }])
  })

  test('is a property that is set once at the top where that is wanted', () => {
    const { cluster, diagnostics } = withFiles(regions('property'))
    expect(diagnostics).toEqual([])
    const [top, own] = cluster.policy.ruleSets
    expect(criteria(own)).toBe('User-Defined.Region equals "apac" AND URL.Host equals "a"')
    expect(top?.rules.map(({ criteria: { terms } }) => printCriteria(terms, vocabulary))).toEqual([
      'System.HostName matches in list "pader/Region amer hosts"',
      'System.HostName matches in list "pader/Region apac hosts"',
    ])
    expect(cluster.policy.properties.map(({ name }) => name)).toEqual(['User-Defined.Region'])
    for (const [host, region] of [
      ['tokyo-2', 'apac'],
      ['newyork-1.example.com', 'amer'],
    ] as const) {
      const { properties } = new Evaluator(cluster.policy, vocabulary).decide(
        new Map([['System.HostName', host]]),
        'response',
      )
      expect(properties.get('User-Defined.Region')).toBe(region)
    }
  })

  test('decides alike in every form, for every node and a stranger', () => {
    const request = (host: string) =>
      new Map([
        ['System.HostName', host],
        ['URL.Host', 'a'],
      ])
    const block = ask['policy/10.yaml'].replace('equals "a" }', 'equals "a", rules: [{ name: b, action: Block }] }')
    const outcomes = ['list', 'criteria', 'property'].map((form) => {
      const { cluster } = withFiles({ ...regions(form), 'policy/10.yaml': block })
      return ['tokyo-1', 'tokyo-2.example.com', 'newyork-1', 'tokyo-11', 'stranger'].map(
        (host) => new Evaluator(cluster.policy, vocabulary).decide(request(host), 'request').outcome.kind,
      )
    })
    expect(new Set(outcomes.map((one) => one.join()))).toEqual(
      new Set(['action,action,let through,let through,let through']),
    )
  })
})

describe('rule sets', () => {
  const policy = `format: 1
properties:
  User-Defined.Proxy: {}
parameters:
  proxy:
    default: next.example.com
    regions: { apac: next.tokyo.example.com }
ruleSets:
  - name: APAC
    region: apac
    criteria: URL.Host equals "a" OR URL.Host equals "b"
    rules:
      - name: stop
        criteria: URL.Host matches in list "Blocked"
        action: Block
  - name: Everywhere
    cycles: [request]
    rules:
      - name: next hop
        criteria: URL.Host matches "*.example.com"
        events:
          - set User-Defined.Proxy = "$(proxy)"
`
  const lists = {
    'lists/Blocked.yaml': 'format: 1\ntype: regex\nentries: ["*.bad.example", { value: x, description: y }]\n',
  }

  test('get their region as criteria and parameters as the rules that are needed', () => {
    const { cluster, diagnostics } = withFiles({ 'policy/10.yaml': policy, ...lists })
    expect(diagnostics).toEqual([])
    const [apac, everywhere] = cluster.policy.ruleSets
    expect(criteria(apac)).toBe(
      'System.HostName matches in list "pader/Region apac hosts" AND (URL.Host equals "a" OR URL.Host equals "b")',
    )
    expect(everywhere?.rules.map(({ name, regions, events }) => [name, regions, events[0]])).toMatchObject([
      ['next hop (amer)', ['amer'], { values: [{ value: 'next.example.com' }] }],
      ['next hop (apac)', ['apac'], { values: [{ value: 'next.tokyo.example.com' }] }],
    ])
    for (const ruleSet of cluster.policy.ruleSets) {
      const document = {
        ...cluster.policy,
        name: ruleSet.name,
        version: '12.2.15-51390',
        description: '',
        ruleSets: [ruleSet],
      }
      expect(encodeExport(document, vocabulary).diagnostics).toEqual([])
    }
  })

  test('a mistake is shown where it is', () => {
    const { located } = withFiles({
      'policy/10.yaml': policy.replace('URL.Host matches in', 'URL.Hots matches in'),
      ...lists,
    })
    expect(located).toMatchObject([
      {
        code: 'POL-UNKNOWN-PROPERTY',
        help: 'did you mean "URL.Host"?',
        span: { start: { line: 14, column: 19 }, end: { column: 27 } },
      },
    ])
  })

  test('a value of the wrong type is shown where it is', () => {
    const text = policy.replace('URL.Host matches "*.example.com"', 'BytesFromClient matches "1*"')
    const { located } = withFiles({ 'policy/10.yaml': text, ...lists })
    expect(located).toMatchObject([
      { code: 'POL-TYPE', span: { start: { line: 20, column: 35 }, end: { column: 42 } } },
    ])
  })

  test.each([
    ['REF-LIST', policy, {}],
    ['REF-REGION', policy.replace('region: apac', 'region: emea'), lists],
    ['POL-UNKNOWN-PARAMETER', policy.replace('$(proxy)', '$(prxy)'), lists],
    ['POL-PARAMETER-VALUE', policy.replace('    default: next.example.com\n', ''), lists],
    ['REF-PROPERTY', policy.replace('  User-Defined.Proxy: {}', '  User-Defined.Other: {}'), lists],
    ['REF-SETTINGS', policy.replace('action: Block', 'action: Block<Nothing>'), lists],
    ['POL-DUPLICATE', policy.replace('name: Everywhere', 'name: APAC'), lists],
    ['POL-LIST-TYPE', policy, { 'lists/Blocked.yaml': 'format: 1\ntype: ip\n' }],
    ['REF-EXPORT', policy.replace('  - name: Everywhere', '  - import: exports/a.xml\n    name: Everywhere'), lists],
    ['SCHEMA-UNKNOWN-KEY', policy.replace('    region: apac', '    regoin: apac'), lists],
  ])('%s is found', (code, text, files) => {
    const { diagnostics } = withFiles({ 'policy/10.yaml': text, ...files })
    expect(diagnostics.map((found) => found.code)).toContain(code)
  })
})
