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
