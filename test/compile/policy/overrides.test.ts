import { expect, test } from 'vitest'
import { printCriteria } from '../../../src/policy/criteria/print.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { build, exampleFiles, type Built } from '../support.ts'

const withFiles = (files: Readonly<Record<string, string>>): Built => build(exampleFiles({ files }), [])
const list = (entries: readonly string[], more = ''): string =>
  `format: 1\ntype: regex\n${more}entries: ${JSON.stringify(entries)}\n`
const rule = (criteria: string, action = 'Block'): string =>
  `format: 1\nruleSets: [{ name: A, rules: [{ name: r, criteria: '${criteria}', action: ${action} }] }]\n`
const codes = ({ diagnostics }: Built): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
const shared = 'override: union\n'
const own = 'region: apac\n'

test('a comparison with a list that differs by region asks for the region beside it', () => {
  const { cluster, diagnostics } = withFiles({
    'lists/Blocked.yaml': list(['*.casino.example'], shared),
    'lists/apac/Blocked.yaml': list(['*.poker.example'], own),
    'policy/10.yaml': rule('URL.Host matches in list "Blocked" AND BytesFromClient greater than or equals 10'),
  })
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
  expect(cluster.policy.lists.map(({ name }) => name)).toEqual([
    'Blocked',
    'Blocked (apac)',
    'pader/Region amer hosts',
    'pader/Region apac hosts',
  ])
  const [set] = cluster.policy.ruleSets
  expect(printCriteria(set?.rules[0]?.criteria.terms ?? [], shippedVocabulary())).toBe(
    '((System.HostName matches in list "pader/Region amer hosts" AND URL.Host matches in list "Blocked") OR ' +
      '(System.HostName matches in list "pader/Region apac hosts" AND URL.Host matches in list "Blocked (apac)")) AND ' +
      'BytesFromClient greater than or equals 10',
  )
})

test.each(['hostname', 'client-ip'])(
  'where a region by %s is known, the name of the list changes and nothing else',
  (selectBy) => {
    const { cluster } = withFiles({
      'regions.yaml': `format: 1\nregions: { apac: { selectBy: ${selectBy}, clientNetworks: [10.81.0.0/16] }, amer: {} }\n`,
      'lists/Blocked.yaml': list(['*.casino.example'], shared),
      'lists/apac/Blocked.yaml': list(['*.poker.example'], own),
      'policy/10.yaml': rule('URL.Host matches in list "Blocked"').replace('name: A,', 'name: A, region: apac,'),
    })
    const [set] = cluster.policy.ruleSets
    expect(printCriteria(set?.rules[0]?.criteria.terms ?? [], shippedVocabulary())).toBe(
      'URL.Host matches in list "Blocked (apac)"',
    )
  },
)

test('who is of no region keeps the shared list', () => {
  const { cluster } = withFiles({
    'regions.yaml': 'format: 1\nregions: { apac: { selectBy: client-ip, clientNetworks: [10.81.0.0/16] }, amer: {} }\n',
    'lists/Blocked.yaml': list(['*.casino.example'], 'override: replace\n'),
    'lists/apac/Blocked.yaml': list(['*.poker.example'], own),
    'policy/10.yaml': rule('URL.Host matches in list "Blocked"'),
  })
  const evaluator = new Evaluator(cluster.policy, shippedVocabulary())
  const decide = (client: string, host: string): string => {
    const request = new Map([
      ['Client.IP', client],
      ['System.HostName', 'tokyo-1'],
      ['URL.Host', host],
    ])
    return evaluator.decide(request, 'request').outcome.kind
  }
  expect(decide('10.81.0.5', 'www.poker.example')).toBe('action')
  expect(decide('10.81.0.5', 'www.casino.example')).toBe('let through')
  expect(decide('192.0.2.1', 'www.casino.example')).toBe('action')
  expect(decide('192.0.2.1', 'www.poker.example')).toBe('let through')
})

test.each(['list', 'criteria', 'property'])('regions that are tested by %s have their own lists', (testBy) => {
  const { cluster, diagnostics } = withFiles({
    'regions.yaml': `format: 1\ntestBy: ${testBy}\nregions: { apac: {}, amer: {} }\n`,
    'lists/Blocked.yaml': list(['*.casino.example'], 'override: tighten\nstricter: longer\n'),
    'lists/apac/Blocked.yaml': list(['*.casino.example', '*.poker.example'], own),
    'policy/10.yaml': rule('URL.Host matches in list "Blocked"'),
  })
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
  const evaluator = new Evaluator(cluster.policy, shippedVocabulary())
  const decide = (node: string, host: string): string =>
    evaluator.decide(
      new Map([
        ['System.HostName', node],
        ['URL.Host', host],
      ]),
      'request',
    ).outcome.kind
  expect(decide('tokyo-1', 'www.poker.example')).toBe('action')
  expect(decide('newyork-1', 'www.poker.example')).toBe('let through')
  expect(decide('newyork-1', 'www.casino.example')).toBe('action')
})

test.each(['override: tighten', 'override: tigthen', 'override: union\nstricter: longer', 'owner: nobody'])(
  'with %s a list is there all the same, and nothing is said of what uses it',
  (words) => {
    const { located } = withFiles({
      'lists/Blocked.yaml': list(['*.casino.example'], `${words}\n`),
      'lists/apac/Blocked.yaml': list(['*.poker.example'], own),
      'policy/10.yaml': rule('URL.Host matches in list "Blocked"'),
    })
    const wrong = located.filter(({ severity }) => severity === 'error')
    expect(new Set(wrong.map(({ span }) => span.file))).toEqual(new Set(['clusters/two-site/lists/Blocked.yaml']))
  },
)

test('a rule set that a template writes says it in the template', () => {
  const { located } = withFiles({
    'templates/own.hbs':
      '- name: Shared\n  override: tighten\n  rules:\n    - { name: r, criteria: URL.Host matches "*.example", action: Block }\n',
    'policy/10.yaml': `format: 1
ruleSets:
  - { name: Own, region: amer, rules: [{ name: x, criteria: 'URL.Host equals "a.example"', action: Stop Cycle }] }
  - { template: own.hbs, values: {} }
`,
  })
  const [found] = located.filter(({ severity }) => severity === 'error')
  expect(found).toMatchObject({
    code: 'POL-OVERRIDE',
    span: { file: 'clusters/two-site/policy/10.yaml', start: { line: 3 } },
  })
  expect(found?.related?.[0]?.span).toMatchObject({
    file: 'clusters/two-site/templates/own.hbs',
    start: { line: 2, column: 13 },
  })
})

test('entries that an import merges into the shared list are shared entries', async () => {
  const { exported } = await import('./an-export.ts')
  const files = exampleFiles({
    files: {
      'lists/Blocked.yaml': list(['*.casino.example'], shared),
      'lists/apac/Blocked.yaml': list(['*.poker.example'], own),
      'policy/10.yaml':
        'format: 1\nruleSets: [{ import: exports/bad.xml, lists: { Bad hosts: { merge: Blocked } } }]\n',
    },
  })
  const bytes = new TextEncoder().encode(exported('Bad', ['b.example']))
  const { cluster } = build([...files, { path: 'clusters/two-site/exports/bad.xml', bytes }], [])
  const variant = cluster.policy.lists.find(({ name }) => name === 'Blocked (apac)')
  expect(variant?.entries.map(({ value }) => value)).toEqual(['*.casino.example', 'b.example', '*.poker.example'])
})

const tightened = (stricter: string, entries: readonly string[], action: string): Built =>
  withFiles({
    'lists/Hosts.yaml': list(['*.one.example', '*.two.example'], `override: tighten\nstricter: ${stricter}\n`),
    'lists/apac/Hosts.yaml': list(entries, own),
    'policy/10.yaml': `format: 1
ruleSets:
  - name: A
    rules:
      - { name: r, criteria: 'URL.Host matches in list "Hosts"', action: ${action} }
      - { name: rest, criteria: 'URL.Host matches "*.example"', action: Block }
`,
  })

test('a list that only gets stricter is told apart from one that is not as strict as it says', () => {
  expect(codes(tightened('shorter', ['*.one.example'], 'Stop Cycle'))).toEqual([])
  expect(codes(tightened('shorter', ['*.three.example'], 'Stop Cycle'))).toEqual(['POL-OVERRIDE'])
  // The text keeps the promise, and the decisions do not: a list of what is allowed gets longer.
  const lying = tightened('longer', ['*.one.example', '*.two.example', '*.three.example'], 'Stop Cycle')
  expect(codes(lying)).toEqual(['POL-OVERRIDE'])
  const [found] = lying.located.filter(({ code }) => code === 'POL-OVERRIDE')
  expect(found?.message).toContain('a request gets "let through" by "A > r" instead of "Block" by "A > rest"')
  expect(found?.span).toMatchObject({ file: 'clusters/two-site/lists/apac/Hosts.yaml', start: { line: 4, column: 1 } })
  expect(found?.related?.[0]?.span).toMatchObject({
    file: 'clusters/two-site/lists/Hosts.yaml',
    start: { line: 3, column: 11 },
  })
})

const withParameter = (parameter: string, criteria: string): Built =>
  withFiles({
    'policy/10.yaml': `format: 1
parameters: { limit: ${parameter} }
ruleSets: [{ name: A, rules: [{ name: r, criteria: '${criteria}', action: Block }] }]
`,
  })
const size = 'Body.Size greater than or equals $(limit)'

test.each([
  ['lower', '10', '9', []],
  ['lower', '10', '10', []],
  ['lower', '10', '11', ['POL-OVERRIDE']],
  // In order as it says, and what it blocks is less: only the decisions show that.
  ['higher', '10', '11', ['POL-OVERRIDE']],
  ['higher', '10', '9', ['POL-OVERRIDE']],
  ['lower', '10', '1e9', ['POL-OVERRIDE-OPEN', 'POL-UNKNOWN-PROPERTY']],
])('a limit that is stricter when %s: %s becomes %s', (stricter, common, value, expected) => {
  const parameter = `{ default: '${common}', override: tighten, stricter: ${stricter}, regions: { apac: '${value}' } }`
  expect(codes(withParameter(parameter, size))).toEqual(expected)
})

test('texts are as strict as the order in which they are written', () => {
  const parameter = (value: string): string =>
    `{ default: maybe, override: tighten, stricter: [no, maybe, yes], regions: { apac: ${value} } }`.replaceAll(
      /\b(no|yes)\b/g,
      "'$1'",
    )
  const events = 'URL.Host equals "$(limit)"'
  expect(codes(withParameter(parameter('yes'), events)).every((code) => code === 'POL-OVERRIDE')).toBe(true)
  expect(withParameter(parameter('no'), events).diagnostics.map(({ message }) => message)).toContain(
    'parameter "limit" may only become a later one of no, maybe, yes, and region "apac" makes "no" of "maybe"',
  )
})

test('what says nothing of regions is as it was: parameters have any values, rule sets of regions do what they want', () => {
  expect(codes(withParameter("{ default: '10', regions: { apac: '11' } }", size))).toEqual([])
  const found = withFiles({
    'policy/10.yaml': `format: 1
ruleSets:
  - { name: B, region: apac, rules: [{ name: free, action: Stop Cycle }] }
  - { name: A, rules: [{ name: r, action: Block }] }
`,
  })
  expect(codes(found)).toEqual([])
})

test.each([
  ['locked', 'Block', ['POL-OVERRIDE']],
  ['tighten', 'Block', []],
  ['tighten', 'Stop Cycle', ['POL-OVERRIDE']],
  // It leaves the set of the region alone.
  ['tighten', 'Stop Rule Set', []],
  ['tighten', 'Redirect', ['POL-OVERRIDE-OPEN']],
  ['replace', 'Stop Cycle', []],
])('a rule set that is %s, with a rule "%s" of a region in it', (override, action, expected) => {
  const found = withFiles({
    'policy/10.yaml': `format: 1
ruleSets:
  - name: Shared
    override: ${override}
    ruleSets:
      - { name: Of Tokyo, region: apac, rules: [{ name: own, criteria: 'URL.Host equals "a.example"', action: ${action} }] }
      - { name: Of all, rules: [{ name: coach, criteria: 'URL.Host matches "*.example"', action: Authenticate }] }
`,
  })
  expect(codes(found)).toEqual(expected)
})
