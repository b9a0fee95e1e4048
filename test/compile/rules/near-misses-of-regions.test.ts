import { expect, test } from 'vitest'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { buildCluster } from '../support.ts'
import { cluster, policy, said, tokyo } from './said.ts'

const BOTH = 'System.HostName equals "tokyo-1" OR System.HostName equals "tokyo-1.example.com"'

/** A third region, of a network of clients, beside the two that are selected by host name. */
const LAB = (network: string): Example['files'] => ({
  'regions.yaml': `regions: { lab: { selectBy: client-ip, clientNetworks: [${network}] } }`,
})

const OSAKA: Example['files'] = { 'locations/osaka.yaml': 'format: 1\nnodes: { osaka-1: {}, osaka-2: {} }' }

const BY_PROPERTY: Example['files'] = { 'regions.yaml': 'testBy: property' }
const BLOCKS = (criteria?: string): string =>
  `{ name: all, action: Block${criteria === undefined ? '' : `, criteria: '${criteria}'`} }`

/** What is wrong and was once not seen. */
const spoken: readonly (readonly [what: string, code: string, files: Example['files'], message: string])[] = [
  [
    'one network of clients at two locations',
    'CM-RT-009',
    tokyo('clientNetworks: [10.81.16.0/20, 10.1.16.0/20]'),
    'the client network "10.1.16.0/20" of location "tokyo" is also that of location "newyork"',
  ],
  [
    'a network that is in a wider one of another location, behind one of its own',
    'CM-RT-009',
    tokyo('clientNetworks: [10.0.0.0/8, 10.1.0.0/16]'),
    'the client network "10.1.16.0/20" of location "newyork" is in "10.1.0.0/16" of location "tokyo"',
  ],
  [
    'a full host name that is not compared by "equals"',
    'CM-REG-007',
    policy(
      '{ name: A, criteria: System.HostName does not equal "tokyo-1" }, { name: B, criteria: System.HostName matches "tokyo-2.example.com" }',
    ),
    '"B" compares with "tokyo-2.example.com", "A" with "tokyo-1"',
  ],
  [
    'the short name of a node in another domain',
    'CM-REG-004',
    {
      ...tokyo('nodes: { tokyo-1: { hostname: tokyo-1.example.com } }'),
      ...policy('{ name: A, criteria: System.HostName equals "tokyo-1.example.org" }'),
    },
    '"A" compares System.HostName with "tokyo-1.example.org", which no node has',
  ],
  ['a location in no region', 'CM-REG-002', OSAKA, 'none of the 2 nodes of location "osaka" is in a region'],
  [
    'nodes of two regions with the same short name',
    'CM-REG-002',
    {
      ...tokyo('nodes: { tokyo-1: { hostname: proxy-1.tokyo.example } }'),
      'locations/newyork.yaml': 'nodes: { newyork-1: { hostname: Proxy-1.newyork.example } }',
    },
    'node "tokyo-1" may be mistaken for one of region "amer": "proxy-1.tokyo.example" and "Proxy-1.newyork.example" of node "newyork-1" are the same up to the first dot',
  ],
  [
    'a range of addresses in which no node is',
    'CM-REG-004',
    policy('{ name: A, criteria: Proxy.IP is in range "10.81.0.13-10.81.15.255" }'),
    '"A" compares Proxy.IP with "10.81.0.13-10.81.15.255", which no node is in',
  ],
  [
    'a region by client network among the clients of one by host name',
    'CM-REG-005',
    LAB('10.81.31.0/24'),
    'clients in "10.81.31.0/24" of region "lab" come through location "tokyo", whose nodes are in region "apac"',
  ],
  [
    'a host name that a nested rule set asks for',
    'CM-REG-001',
    policy('{ name: A, ruleSets: [{ name: B, criteria: System.HostName equals "tokyo-1" }] }'),
    'rule set "B" matches System.HostName inside "A"',
  ],
  [
    'a rule for a node of another region than the rule set around it',
    'CM-REG-011',
    policy(`{ name: A, region: apac, rules: [${BLOCKS('System.HostName equals "newyork-1"')}] }`),
    'rule "all" never applies: rule set "A" around it matches a different System.HostName',
  ],
  [
    'a region of which an earlier rule takes all nodes',
    'CM-REG-011',
    policy(`{ name: A, rules: [${BLOCKS('System.HostName matches "tokyo-*"')}] }, { name: B, region: apac }`),
    'rule set "B" never applies: rule "all" before it decides all requests with the System.HostName that it matches',
  ],
  [
    'a region that is told by a property, and was dealt with before',
    'CM-REG-011',
    { ...BY_PROPERTY, ...policy(`{ name: A, region: apac, rules: [${BLOCKS()}] }, { name: B, region: apac }`) },
    'rule set "B" never applies: rule "all" before it decides all requests with the User-Defined.Region that it matches',
  ],
  [
    'a rule for clients that no location has',
    'CM-REG-012',
    policy(`{ name: A, rules: [${BLOCKS('Client.IP is in range "10.18.0.0/16"')}] }`),
    'rule "all" matches clients that no location has',
  ],
  ...(
    [
      ['0.0.0.0/8', 'unspecified'],
      ['127.0.0.0/8', 'loopback'],
      ['169.254.0.0/16', 'link-local'],
      ['169.254.9.0/24', 'link-local'],
      ['224.0.0.0/4', 'multicast'],
      ['240.0.0.0/4', 'reserved'],
      ['255.255.255.255/32', 'reserved'],
      ['224.0.0.0/3', 'multicast and reserved'],
      ['::1/128', 'loopback'],
      ['::/127', 'unspecified and loopback'],
      ['fe80::/10', 'link-local'],
      ['ff00::/8', 'multicast'],
      ['::ffff:127.0.0.0/104', 'loopback'],
    ] as const
  ).map(([network, what]): (typeof spoken)[number] => [
    `a network of clients that is ${network}`,
    'CM-REG-013',
    tokyo(`clientNetworks: [10.81.16.0/20, '${network}']`),
    `the client network "${network}" of location "tokyo" has ${what} addresses only`,
  ]),
  [
    'a network of clients of a region that no client has',
    'CM-REG-013',
    LAB('127.0.0.0/8'),
    'the client network "127.0.0.0/8" of region "lab" has loopback addresses only',
  ],
  [
    'a pattern for another domain than nodes with full names have',
    'CM-REG-004',
    {
      ...tokyo('nodes: { tokyo-1: { hostname: tokyo-1.corp.example }, tokyo-2: { hostname: tokyo-2.corp.example } }'),
      'locations/newyork.yaml':
        'nodes: { newyork-1: { hostname: newyork-1.corp.example }, newyork-2: { hostname: newyork-2.corp.example } }',
      ...policy('{ name: A, criteria: System.HostName matches "*.other.example" }'),
    },
    '"A" compares System.HostName with "*.other.example", which no node has',
  ],
]

test.each(spoken)('%s is found by %s', (_, code, files, message) => {
  expect(said(code, files)).toContain(message)
})

/** What is right and was once found fault with. */
const silent: readonly (readonly [what: string, code: string, files: Example['files']])[] = [
  ['both forms of one name in the same criteria', 'CM-REG-007', policy(`{ name: A, criteria: ${BOTH} }`)],
  [
    'a name with a dot at the end beside one without',
    'CM-REG-007',
    policy(
      '{ name: A, criteria: System.HostName equals "tokyo-1." }, { name: B, criteria: System.HostName equals "TOKYO-2" }',
    ),
  ],
  [
    'an IPv6 address in another notation',
    'CM-REG-004',
    {
      ...tokyo("nodes: { tokyo-1: { interfaces: { eth2: { address: '2001:db8::11/64' } } } }"),
      ...policy('{ name: A, criteria: Proxy.IP equals "2001:DB8:0::11" }'),
    },
  ],
  [
    'an address that moves between nodes',
    'CM-REG-004',
    {
      ...cluster('virtualAddresses: [10.81.16.200]'),
      ...policy('{ name: A, criteria: Proxy.IP equals "10.81.16.200" }'),
    },
  ],
  [
    'nodes of one region with the same short name',
    'CM-REG-002',
    tokyo('nodes: { tokyo-1: { hostname: proxy-1.a.example }, tokyo-2: { hostname: proxy-1.b.example } }'),
  ],
  [
    'a range of addresses with a node at its end',
    'CM-REG-004',
    policy('{ name: A, criteria: Proxy.IP is in range "10.81.0.0-10.81.0.11" }'),
  ],
  ['a region by client network beside those by host name, of other clients', 'CM-REG-005', LAB('10.81.32.0/24')],
  [
    'a rule set inside one that asks for a host name',
    'CM-REG-001',
    policy(
      '{ name: A, criteria: System.HostName matches "tokyo-*", ruleSets: [{ name: B, criteria: System.HostName equals "tokyo-1" }] }',
    ),
  ],
  [
    'a host name that a single rule asks for',
    'CM-REG-001',
    policy('{ name: A, rules: [{ name: B, criteria: System.HostName equals "tokyo-1", action: Block }] }'),
  ],
  [
    'a rule that parameters make for regions which the rule set is not for',
    'CM-REG-011',
    {
      'policy/10.yaml': `format: 1
parameters: { host: { regions: { amer: a.example, apac: b.example } } }
ruleSets: [{ name: A, region: apac, rules: [{ name: R, criteria: URL.Host equals "$(host)", action: Block }] }]`,
    },
  ],
  [
    'a region that a rule of the policy says anew',
    'CM-REG-011',
    {
      ...BY_PROPERTY,
      ...policy(
        `{ name: A, region: apac, rules: [${BLOCKS()}] }, { name: X, rules: [{ name: x, events: ['set User-Defined.Region = "apac"'] }] }, { name: B, region: apac }`,
      ),
    },
  ],
  [
    'a rule for a group of nodes behind one for some of them',
    'CM-REG-011',
    policy(`{ name: A, rules: [${BLOCKS('System.HostName equals "tokyo-1"')}] }, { name: B, region: apac }`),
  ],
  [
    'a node of a region that is selected by its clients, beside one that is selected by its nodes',
    'CM-REG-002',
    { 'regions.yaml': 'regions: { amer: { selectBy: client-ip } }' },
  ],
  [
    'a rule for all but some clients, and one for what the appliance asks of itself',
    'CM-REG-012',
    policy(
      `{ name: A, rules: [${BLOCKS('Client.IP is not in range "10.18.0.0/16"')}, ${BLOCKS('Client.IP equals "127.0.0.1"')}] }`,
    ),
  ],
  ['nodes of a location whose region is not declared, as is said there', 'CM-REG-002', tokyo('region: apca')],
  ['a region that may be meant by a name which is not declared', 'CM-REG-003', tokyo('region: apca')],
  ['a network of a region that no client can have at all, which is said for itself', 'CM-REG-012', LAB('224.0.0.0/4')],
  ['a network of a region in the notation of IPv6', 'CM-REG-012', LAB("'::ffff:10.81.16.0/116'")],
  [
    'a network that is in another one of its own location',
    'CM-RT-009',
    tokyo('clientNetworks: [10.81.16.0/20, 10.81.17.0/24]'),
  ],
  ['networks of two kinds of addresses', 'CM-RT-009', tokyo("clientNetworks: ['::/0', 10.81.16.0/20]")],
  [
    'networks that no client is in, which is told for itself',
    'CM-RT-009',
    { ...tokyo('clientNetworks: [127.0.0.0/8]'), 'locations/newyork.yaml': 'clientNetworks: [127.0.0.0/8]' },
  ],
  [
    'networks by which two regions are selected, which is told as that',
    'CM-RT-009',
    { 'regions.yaml': 'selectBy: client-ip', ...tokyo('clientNetworks: [10.81.16.0/20, 10.1.16.0/20]') },
  ],
  [
    'all addresses, and a network in which some are of clients',
    'CM-REG-013',
    tokyo("clientNetworks: [0.0.0.0/0, '::/0', 126.0.0.0/7, 192.0.0.0/2]"),
  ],
  [
    'a rule for other clients where a location does not say which it has',
    'CM-REG-012',
    {
      ...tokyo('clientNetworks: []'),
      ...policy(`{ name: A, rules: [${BLOCKS('Client.IP is in range "10.18.0.0/16"')}] }`),
    },
  ],
  [
    'the full name of a node, in criteria that are written out for its region',
    'CM-REG-004',
    {
      'regions.yaml': 'testBy: criteria',
      ...tokyo('nodes: { tokyo-1: { hostname: TOKYO-1.Corp.Example } }'),
      ...policy('{ name: A, region: apac }'),
    },
  ],
]

test.each(silent)('%s is left alone by %s', (_, code, files) => {
  expect(said(code, files)).toEqual([])
})

test('a region selected by host name knows both forms of a full one, without the dot at its end', () => {
  const { cluster: built } = buildCluster(tokyo('nodes: { tokyo-1: { hostname: proxy-1.tokyo.example. } }'))
  const list = built.policy.lists.find(({ name }) => name === 'pader/Region apac hosts')
  expect(list?.entries.filter(({ description }) => description === 'tokyo-1').map(({ value }) => value)).toEqual([
    'proxy-1.tokyo.example',
    'proxy-1.tokyo.example.*',
    'proxy-1',
  ])
})
