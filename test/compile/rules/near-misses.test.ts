import { expect, test } from 'vitest'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { cluster, said, tokyo } from './said.ts'

const job = (text: string): Example['files'] => tokyo(`nodes: { tokyo-1: { jobs: [${text}] } }`)

/** Every listener names a port, and that of the cluster is not among them. */
const OWN_PORT: Example['files'] = {
  ...tokyo("nodes: { tokyo-1: { listeners: ['10.81.0.11:22222'] }, tokyo-2: { listeners: ['10.81.0.12:22222'] } }"),
  'locations/newyork.yaml':
    "nodes: { newyork-1: { listeners: ['10.1.0.11:22222'] }, newyork-2: { listeners: ['10.1.0.12:22222'] } }",
}
const opening = (port: number): Example['files'] =>
  cluster(`network: { firewall: [{ between: [tokyo-1, newyork-1], port: ${port} }] }`)

/** What is wrong and was once not seen. */
const spoken: readonly (readonly [what: string, code: string, files: Example['files'], message: string])[] = [
  [
    'one address in the notations of IPv4 and IPv6',
    'CM-IP-009',
    tokyo("nodes: { tokyo-2: { listeners: ['::ffff:10.81.0.11'] } }"),
    'node "tokyo-2" listens on "10.81.0.11", as node "tokyo-1" does',
  ],
  [
    'the address of another node, whatever the interfaces have: a waiver of CM-IP-004 hides no twin',
    'CM-IP-009',
    tokyo('nodes: { tokyo-2: { listeners: [10.81.0.11], interfaces: { eth0: { address: 10.81.0.12/24 } } } }'),
    'node "tokyo-2" listens on "10.81.0.11", as node "tokyo-1" does',
  ],
  [
    'nothing that balances load, beside Proxy HA',
    'CM-MEM-012',
    cluster('{ loadBalancing: none, proxyHa: { ha: { virtualAddress: 10.81.16.200, members: { tokyo-1: {} } } } }'),
    'load balancing is declared as "none", but Proxy HA does it on "ha"',
  ],
  [
    'Proxy HA without a group of it',
    'CM-MEM-012',
    cluster('loadBalancing: proxy-ha'),
    'Proxy HA should balance the load, but none of its groups is declared',
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
    'no firewall opening for port 22222 is declared between "newyork-1" (newyork) and "tokyo-1" (tokyo) in either direction',
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
    'administration goes through "newyork-1", but the management node is "tokyo-1"',
  ],
  [
    'an administration address with a user and a dot at the end',
    'CM-GUI-002',
    cluster("administration: ['ssh://root@NewYork-1.:22']"),
    'administration goes through "newyork-1", but the management node is "tokyo-1"',
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
    'node "tokyo-2" calls its authority "Gateway CA", but has the fingerprint of "Example Bank Gateway CA"',
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
    'the jobs "b" and "c" of node "tokyo-1" start each other in a loop',
  ],
  [
    'two pools of a location in one runtime group',
    'CM-RT-003',
    tokyo('nodes: { tokyo-1: { pool: staff }, tokyo-2: { pool: guests } }'),
    'the runtime group "tokyo" joins the pools "staff" and "guests"',
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
  [
    'a location that may use any protocol anywhere',
    'CM-TIME-009',
    cluster(
      'network: { firewall: [{ from: tokyo, to: any, protocol: udp, port: 123 }, { from: newyork, to: any, protocol: any }] }',
    ),
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
    'node "tokyo-1" of location "tokyo" is in the network group "wan" of location "newyork" but is not a transit node → make "tokyo-1" a transit node',
  ])
})

test.each([
  ['Tokyo', 'runtime', 'the runtime groups "Tokyo" and "tokyo" differ only in spelling'],
  ['tokyo ', 'update', 'the update groups "tokyo " and "tokyo" differ only in spelling'],
])('of "%s" and the name of a location, the one that is kept is the location', (name, kind, message) => {
  expect(said('CM-NET-014', tokyo(`nodes: { tokyo-2: { groups: { ${kind}: '${name}' } } }`))).toEqual([
    `${message} → write "tokyo" instead of "${name}"`,
  ])
})
