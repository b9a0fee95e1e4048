import { expect, test } from 'vitest'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { buildCluster } from '../support.ts'
import { cluster, policy, said, tokyo } from './said.ts'

const job = (text: string): Example['files'] => tokyo(`nodes: { tokyo-1: { jobs: [${text}] } }`)

/** Every listener names a port, and that of the cluster is not among them. */
const OWN_PORT: Example['files'] = {
  ...tokyo("nodes: { tokyo-1: { listeners: ['10.81.0.11:22222'] }, tokyo-2: { listeners: ['10.81.0.12:22222'] } }"),
  'locations/newyork.yaml':
    "nodes: { newyork-1: { listeners: ['10.1.0.11:22222'] }, newyork-2: { listeners: ['10.1.0.12:22222'] } }",
}
const opening = (port: number): Example['files'] =>
  cluster(`network: { firewall: [{ between: [tokyo-1, newyork-1], port: ${port} }] }`)

const BOTH = 'System.HostName equals "tokyo-1" OR System.HostName equals "tokyo-1.example.com"'

/** A third region, of a network of clients, beside the two that are selected by host name. */
const LAB = (network: string): Example['files'] => ({
  'regions.yaml': `regions: { lab: { selectBy: client-ip, clientNetworks: [${network}] } }`,
})

const BY_PROPERTY: Example['files'] = { 'regions.yaml': 'testBy: property' }
const BLOCKS = (criteria?: string): string =>
  `{ name: all, action: Block${criteria === undefined ? '' : `, criteria: '${criteria}'`} }`

/** What is wrong and was once not seen. */
const spoken: readonly (readonly [what: string, code: string, files: Example['files'], message: string])[] = [
  [
    'one address in the notations of IPv4 and IPv6',
    'CM-IP-009',
    tokyo("nodes: { tokyo-2: { listeners: ['::ffff:10.81.0.11'] } }"),
    'node "tokyo-2" listens on "10.81.0.11", as node "tokyo-1" does',
  ],
  [
    'nothing that balances load, beside Proxy HA',
    'CM-MEM-012',
    cluster('{ loadBalancing: none, proxyHa: { ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: {} } } } }'),
    'nothing is to balance load, and Proxy HA does at "ha"',
  ],
  [
    'Proxy HA without a group of it',
    'CM-MEM-012',
    cluster('loadBalancing: proxy-ha'),
    'Proxy HA is to balance load, and no group of it is declared',
  ],
  [
    'two nodes of different families, the first of the group having both',
    'CM-IP-015',
    tokyo(`nodes:
  tokyo-1: { listeners: ['10.81.0.11', '2001:db8::11'] }
  tokyo-2: { listeners: ['2001:db8::12'] }
  tokyo-3: { address: 10.81.0.13 }
`),
    'nodes "tokyo-2" and "tokyo-3" of the network group "tokyo" listen on different address families',
  ],
  [
    'an opening for a port on which nobody listens',
    'CM-IP-012',
    { ...OWN_PORT, ...opening(12346) },
    'no firewall opening for port 22222 is declared from "newyork-1" (newyork) to "tokyo-1" (tokyo)',
  ],
  [
    'one node that checks for updates and another one that may download them',
    'CM-UPD-004',
    tokyo(`nodes:
  tokyo-1: { updates: { automatic: true, fromInternet: false } }
  tokyo-2: { updates: { automatic: false, fromInternet: true } }
`),
    'no node of the update group "tokyo" both checks for updates and may download them from the internet → let "tokyo-2" check for updates',
  ],
  [
    'an administration address with the full name of a node',
    'CM-GUI-002',
    cluster("administration: ['https://newyork-1.example.com:4712']"),
    'administration goes through "newyork-1", the management node is "tokyo-1"',
  ],
  [
    'an administration address with a user and a dot at the end',
    'CM-GUI-002',
    cluster("administration: ['ssh://root@NewYork-1.:22']"),
    'administration goes through "newyork-1", the management node is "tokyo-1"',
  ],
  [
    'the shipped authority in other letters',
    'CM-CA-001',
    cluster('centralManagement: { ca: { name: mcafee web gateway  cluster ca } }'),
    'the cluster uses the shipped authority "McAfee Web Gateway Cluster CA"',
  ],
  [
    'a backup that waits for a job which waits for the backup',
    'CM-BAK-001',
    job(`{ id: a, kind: backup, schedule: after-job, then: b, destination: 'sftp://b.example.com/' },
         { id: b, kind: upload, schedule: after-job, then: a, destination: 'sftp://b.example.com/' }`),
    'no scheduled job makes a backup',
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
  [
    'nodes of two regions with the same short name',
    'CM-REG-002',
    {
      ...tokyo('nodes: { tokyo-1: { hostname: proxy-1.tokyo.example } }'),
      'locations/newyork.yaml': 'nodes: { newyork-1: { hostname: Proxy-1.newyork.example } }',
    },
    'node "tokyo-1" may be taken for one of region "amer": "proxy-1.tokyo.example" and "Proxy-1.newyork.example" of node "newyork-1" are the same up to the first dot',
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
    'rule set "B" asks for System.HostName inside "A"',
  ],
  [
    'a loopback address of IPv4 in the notation of IPv6',
    'CM-IP-002',
    tokyo("nodes: { tokyo-1: { listeners: ['::ffff:127.0.0.1'] } }"),
    'the listener "::ffff:127.0.0.1" of node "tokyo-1" is a loopback address → listen on "10.81.0.11" of eth0',
  ],
  [
    'an authority of another name with the same fingerprint',
    'CM-CA-002',
    tokyo(
      'nodes: { tokyo-2: { ca: { name: Gateway CA, sha256: 7B3F0C6A52D94E18B1F6C3A7E09D25C84F6E1B7A93D05C2E8F41A6B9D7C0E352 } } }',
    ),
    'node "tokyo-2" calls its authority "Gateway CA", and has the fingerprint of "Example Bank Gateway CA"',
  ],
  [
    'a job that starts itself',
    'CM-BAK-006',
    job("{ id: a, kind: backup, schedule: daily, at: '02:30', then: a }"),
    'the job "a" of node "tokyo-1" starts itself again',
  ],
  [
    'jobs that start each other, beside one that starts them',
    'CM-BAK-006',
    job(`{ id: c, kind: upload, schedule: after-job, then: b }, { id: b, kind: upload, schedule: after-job, then: c },
         { id: a, kind: backup, schedule: daily, at: '02:30', then: b }`),
    'the jobs "b" and "c" of node "tokyo-1" start each other in a circle',
  ],
  [
    'two pools of a location in one runtime group',
    'CM-RT-003',
    tokyo('nodes: { tokyo-1: { pool: staff }, tokyo-2: { pool: guests } }'),
    'the runtime group "tokyo" joins the pools "staff" and "guests"',
  ],
  [
    'a rule for a node of another region than the rule set around it',
    'CM-REG-011',
    policy(`{ name: A, region: apac, rules: [${BLOCKS('System.HostName equals "newyork-1"')}] }`),
    'rule "all" never applies: rule set "A" around it asks for another System.HostName',
  ],
  [
    'a region of which an earlier rule takes all nodes',
    'CM-REG-011',
    policy(`{ name: A, rules: [${BLOCKS('System.HostName matches "tokyo-*"')}] }, { name: B, region: apac }`),
    'rule set "B" never applies: rule "all" before it takes all requests with the System.HostName that it asks for',
  ],
  [
    'a region that is told by a property, and was dealt with before',
    'CM-REG-011',
    { ...BY_PROPERTY, ...policy(`{ name: A, region: apac, rules: [${BLOCKS()}] }, { name: B, region: apac }`) },
    'rule set "B" never applies: rule "all" before it takes all requests with the User-Defined.Region that it asks for',
  ],
]

test.each(spoken)('%s is found by %s', (_, code, files, message) => {
  expect(said(code, files)).toContain(message)
})

/** What is right and was once found fault with. */
const silent: readonly (readonly [what: string, code: string, files: Example['files']])[] = [
  ['an opening for the port that all listeners have', 'CM-IP-012', { ...OWN_PORT, ...opening(22222) }],
  [
    'an opening inside a location',
    'CM-IP-013',
    cluster(
      'network: { firewall: [{ between: [tokyo-1, newyork-1], port: 12346 }, { between: [tokyo-1, tokyo-2], port: 12346 }] }',
    ),
  ],
  [
    'one time server in two notations',
    'CM-TIME-002',
    {
      ...cluster("defaults: { ntp: { servers: ['2001:db8::3'] } }"),
      'locations/newyork.yaml': "defaults: { ntp: { servers: ['2001:0DB8:0::3'] } }",
    },
  ],
  [
    'one time server with and without the dot at the end',
    'CM-TIME-002',
    {
      ...cluster('defaults: { ntp: { servers: [ntp.example.com] } }'),
      'locations/newyork.yaml': 'defaults: { ntp: { servers: [NTP.example.com.] } }',
    },
  ],
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
  [
    'a location that may use any protocol anywhere',
    'CM-TIME-009',
    cluster(
      'network: { firewall: [{ from: tokyo, to: any, protocol: udp, port: 123 }, { from: newyork, to: any, protocol: any }] }',
    ),
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
    'a pool beside a node that may serve anybody',
    'CM-RT-003',
    tokyo('nodes: { tokyo-1: { pool: staff }, tokyo-2: { address: 10.81.0.12 } }'),
  ],
  [
    'two pools of a location in a runtime group each',
    'CM-RT-003',
    tokyo('nodes: { tokyo-1: { pool: staff }, tokyo-2: { pool: guests, groups: { runtime: guests } } }'),
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
]

test.each(silent)('%s is left alone by %s', (_, code, files) => {
  expect(said(code, files)).toEqual([])
})

test('the cure of a group with another name for transit does not take the cluster apart', () => {
  const files = {
    ...tokyo('nodes: { tokyo-1: { transit: false, groups: { network: [tokyo, wan] } } }'),
    'locations/newyork.yaml': 'nodes: { newyork-1: { transit: false, groups: { network: [newyork, wan] } } }',
  }
  expect(said('CM-NET-007', files)).toEqual([
    'node "tokyo-1" of location "tokyo" is in the network group "wan" of location "newyork" and is no transit node → make "tokyo-1" a transit node',
  ])
})

test.each([
  ['Tokyo', 'runtime', 'the runtime groups "Tokyo" and "tokyo" differ in their spelling only'],
  ['tokyo ', 'update', 'the update groups "tokyo " and "tokyo" differ in their spelling only'],
])('of "%s" and the name of a location, the one that is kept is the location', (name, kind, message) => {
  expect(said('CM-NET-014', tokyo(`nodes: { tokyo-2: { groups: { ${kind}: '${name}' } } }`))).toEqual([
    `${message} → write "tokyo" instead of "${name}"`,
  ])
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
