import { describe, expect, test } from 'vitest'
import { buildCluster } from '../support.ts'

const ruleSet = (criteria: string) =>
  `format: 1\nruleSets:\n  - name: A\n    criteria: ${criteria}\n    rules: [{ name: b, action: Block }]\n`
const codes = (files: Record<string, string>, code: string) =>
  buildCluster(files).diagnostics.filter((found) => found.code === code)

describe('criteria name nodes that exist', () => {
  test.each([
    'System.HostName equals "tokyo-1"',
    'System.HostName equals "TOKYO-1.example.com"',
    'System.HostName matches "tokyo-*"',
    'System.HostName matches "tokyo-?.example.com"',
    'Proxy.IP equals "10.81.16.11"',
    'Proxy.IP equals "10.81.0.11"',
    'Proxy.IP is in range "10.0.0.0/8"',
  ])('%s', (criteria) => expect(codes({ 'policy/10.yaml': ruleSet(criteria) }, 'CM-REG-004')).toEqual([]))

  test.each([
    ['System.HostName equals "osaka-1"', 'osaka-1'],
    ['System.HostName matches "osaka-*"', 'osaka-*'],
    ['System.HostName does not match "osaka*"', 'osaka*'],
    ['Proxy.IP equals "10.81.16.99"', '10.81.16.99'],
    ['System.UUID equals "564D9E0F-0826-9B8D-3BEB-000000000000"', '564D9E0F-0826-9B8D-3BEB-000000000000'],
  ])('%s does not', (criteria, value) => {
    const found = codes({ 'policy/10.yaml': ruleSet(criteria) }, 'CM-REG-004')
    expect(found.map(({ message }) => message)).toEqual([
      `"A" compares ${criteria.split(' ')[0]} with "${value}", which no node has`,
    ])
  })

  test('in lists too', () => {
    const found = codes(
      {
        'policy/10.yaml': ruleSet('System.HostName matches in list "Lab"'),
        'lists/Lab.yaml': 'format: 1\ntype: regex\nentries: [tokyo-1, osaka-1]\n',
      },
      'CM-REG-004',
    )
    expect(found).toMatchObject([
      { message: '"A" compares System.HostName with "osaka-1" (in the list "Lab"), which no node has' },
    ])
  })
})

describe('runtime data', () => {
  const pool = 'nodes:\n  tokyo-1: { pool: p }\n  tokyo-2: { pool: p, groups: { runtime: lab } }\n'
  const shared = 'nodes:\n  tokyo-1: { pool: p }\n  tokyo-2: { pool: p }\n'
  const quota = ruleSet('Quota.Time.Exceeded equals true')
  const plain = ruleSet('URL.Host equals "a"')
  const big = (group: string) =>
    `format: 1\nnodes: { 'tokyo-{1..9}': { address: '10.81.16.{11..19}', transit: true, groups: { runtime: ${group} } } }\n`

  test.each([
    ['a pool that is split', quota, pool, 2],
    ['a pool that is whole', quota, shared, 0],
    ['a policy without', plain, pool, 0],
  ])('%s', (_, policy, locations, count) => {
    const found = codes({ 'policy/10.yaml': policy, 'locations/tokyo.yaml': locations }, 'CM-RT-006')
    expect(found).toHaveLength(count)
  })

  test.each([
    ['with a use of it', quota, 0],
    ['without one', plain, 1],
    ['without a policy', 'format: 1\n', 0],
  ])('a large group %s', (_, policy, count) => {
    const files = { 'policy/10.yaml': policy, 'locations/paris.yaml': big('all').replaceAll('tokyo', 'paris') }
    expect(codes(files, 'CM-RT-007')).toHaveLength(count)
  })

  test.each([
    ['set by an event', 'events: [\'call com.example.pdstorage.adduserdata.string("a", "b")\']'],
    ['behind an engine', "events: ['enable com.example.coaching']"],
  ])('is found where it is %s', (_, rule) => {
    const policy = `format: 1\nruleSets: [{ name: A, rules: [{ name: b, ${rule} }] }]\n`
    expect(codes({ 'policy/10.yaml': policy, 'locations/tokyo.yaml': pool }, 'CM-RT-006')).toHaveLength(2)
  })
})

test('regional rule sets with different rules are no copies of each other', () => {
  const set = (name: string, region: string, actions: readonly string[]) =>
    `  - { name: ${name}, region: ${region}, rules: [${actions.map((host) => `{ name: ${host}, criteria: URL.Host equals "${host}", action: Block }`).join(', ')}] }\n`
  const both = (left: readonly string[], right: readonly string[]) =>
    codes(
      { 'policy/10.yaml': `format: 1\nruleSets:\n${set('A', 'apac', left)}${set('B', 'amer', right)}` },
      'CM-REG-008',
    )
  expect(both(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'x'])).toHaveLength(1)
  expect(both(['a', 'b', 'c', 'd'], ['a', 'b', 'x', 'y'])).toEqual([])
  expect(both(['a', 'b'], ['a', 'b'])).toEqual([])
})
