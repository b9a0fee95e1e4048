import { expect, test } from 'vitest'
import { readTestFile, runTest, type TestRun } from '../../../src/compile/policy/policy-test.ts'
import { parse } from '../../../src/compile/yaml/parse.ts'
import { Evaluator } from '../../../src/policy/evaluate/evaluator.ts'
import { shippedVocabulary } from '../../policy/vocabulary.ts'
import { buildCluster } from '../support.ts'

const vocabulary = shippedVocabulary()

const POLICY = `format: 1
ruleSets:
  - name: Asia
    region: apac
    criteria: 'URL.Host equals "a.example" OR URL.Host equals "b.example"'
    rules: [{ name: deny, action: Block }]
`

/** How a request for b.example goes at the nodes of a region that is selected in some way. */
function runs(selectBy: string, testBy: string, region: string, location = 'format: 1'): readonly TestRun[] {
  const { cluster } = buildCluster({
    'regions.yaml': `format: 1\nselectBy: ${selectBy}\ntestBy: ${testBy}\nregions: { apac: {}, amer: {} }`,
    'policy/10.yaml': POLICY,
    'locations/tokyo.yaml': location,
  })
  const text = `format: 1\ntests: [{ name: A, regions: [${region}], request: { URL.Host: b.example }, expect: {} }]`
  const path = 'tests/a.yaml'
  const [only] = readTestFile(parse({ path, text }).value, path, vocabulary).value ?? []
  if (only === undefined) throw new Error('there is no test')
  return runTest(only, new Evaluator(cluster.policy, vocabulary), cluster)
}

const kinds = (some: readonly TestRun[]): readonly string[] => some.map(({ decision }) => decision.outcome.kind)

test.each(
  ['hostname', 'uuid', 'proxy-ip'].flatMap((selectBy) =>
    ['list', 'criteria', 'property'].map((testBy) => [selectBy, testBy] as const),
  ),
)('a region that is selected by %s and tested by %s is known at its nodes, and at no others', (selectBy, testBy) => {
  expect(kinds(runs(selectBy, testBy, 'apac'))).toEqual(['action', 'action'])
  expect(kinds(runs(selectBy, testBy, 'amer'))).toEqual(['let through', 'let through'])
})

test('which of several addresses a node reports stays open', () => {
  const second = 'nodes: { tokyo-1: { interfaces: { eth2: { address: 10.81.32.11/20, role: users } } } }'
  const [first, other] = runs('proxy-ip', 'list', 'apac', second)
  expect(first?.decision.outcome).toMatchObject({ kind: 'undetermined', question: 'what is Proxy.IP?' })
  expect(other?.decision.outcome.kind).toBe('action')
})

test('an IPv6 address is the same in every notation', () => {
  const written =
    "nodes: { tokyo-1: { interfaces: { eth1: { address: '2001:DB8:0::11/64' } } }, tokyo-2: { interfaces: { eth1: { address: '2001:db8::12/64' } } } }"
  expect(kinds(runs('proxy-ip', 'list', 'apac', written))).toEqual(['action', 'action'])
})

test.each([
  ['regions: [apca]', '4:15 REF-REGION there is no region "apca"; did you mean "apac"?'],
  ['nodes: [tokio-1]', '4:13 REF-NODE there is no node "tokio-1"; did you mean "tokyo-1"?'],
  ['nodes: [tokyo-1, tokyo]', '4:22 REF-NODE there is no node "tokyo"; correct the name'],
  ['request: { URL.Hots: a }', '4:16 POL-UNKNOWN-PROPERTY "URL.Hots" is not a property; did you mean "URL.Host"?'],
  ['request: { User-Defined.A: a, User-Defined.B: b }', '4:35 POL-UNKNOWN-PROPERTY "User-Defined.B" is not a property'],
  ['request: { Client.IP: 10.81.300.9 }', '4:27 POL-TYPE "10.81.300.9" is not an address; Client.IP is of type ip'],
  [
    'request: { user: kim, Authentication.UserName: lee }',
    '4:22 SCHEMA-VALUE "Authentication.UserName" is given as well',
  ],
  ['expect: { properties: { User-Defined.B: b } }', '4:29 POL-UNKNOWN-PROPERTY "User-Defined.B" is not a property'],
])('a slip in a test is one error of the compile: %s', (line, expected) => {
  const [key = ''] = line.split(':')
  const rest = ['request: { URL.Host: b.example }', 'expect: {}'].filter((one) => !one.startsWith(key))
  const test = ['format: 1', 'tests:', '  - name: A', `    ${line}`, ...rest.map((one) => `    ${one}`)].join('\n')
  const properties = 'format: 1\nproperties: { User-Defined.A: { type: string } }\n'
  const found = buildCluster({
    'regions.yaml': 'format: 1\nregions: { apac: {}, amer: {} }',
    'policy/05.yaml': properties,
    'policy/10.yaml': POLICY,
    'tests/a.yaml': test,
  }).located.filter(({ severity }) => severity === 'error')
  const told = found.map(
    ({ span, code, message, help }) => `${span.start.line}:${span.start.column} ${code} ${message}; ${help}`,
  )
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(expected)
})

test('of a policy that is wrong, tests are not told that what it declares is not there', () => {
  const found = buildCluster({
    'policy/10.yaml': 'format: 1\nproperties: { User-Defined.A: {} }\nruleSets: [{ name: A, template: a.hbs }]\n',
    'tests/a.yaml': 'format: 1\ntests: [{ name: A, nodes: [tokyo-1], request: { User-Defined.A: a }, expect: {} }]\n',
  }).located.filter(({ severity }) => severity === 'error')
  expect(found.map(({ span }) => span.file)).toEqual(['clusters/two-site/policy/10.yaml'])
})
