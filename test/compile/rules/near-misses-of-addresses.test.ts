import { expect, test } from 'vitest'
import type { Example } from '../../../src/compile/rules/rule.ts'
import { cluster, said, tokyo } from './said.ts'

/** Addresses that no machine can have, or that two have. */
const spoken: readonly (readonly [what: string, code: string, files: Example['files'], message: string])[] = [
  ...(
    [
      ['169.254.0.12', 'a link-local address'],
      ['fe80::12', 'a link-local address'],
      ['240.0.0.12', 'a reserved address'],
      ['10.81.0.0', 'the address of a whole network'],
      ['10.81.0.255', 'a broadcast address'],
    ] as const
  ).map(([address, what]): (typeof spoken)[number] => [
    `a listener that is ${what}`,
    'CM-IP-003',
    tokyo(
      `nodes: { tokyo-2: { address: '${address}', interfaces: { eth0: { address: '${address}/24', role: cluster } } } }`,
    ),
    `the listener "${address}" of node "tokyo-2" is ${what}`,
  ]),
  ...(
    [
      ['127.0.0.1/8', 'a loopback address'],
      ['0.0.0.0/0', 'the address of a whole network'],
      ['224.0.0.5/24', 'a multicast address'],
      ['255.1.1.1/24', 'a reserved address'],
      ['10.81.31.255/20', 'a broadcast address'],
    ] as const
  ).map(([address, what]): (typeof spoken)[number] => [
    `an interface with ${what}`,
    'CM-IP-019',
    tokyo(`nodes: { tokyo-2: { interfaces: { eth1: { address: '${address}', role: users } } } }`),
    `"${address}" of interface "eth1" of node "tokyo-2" is ${what}`,
  ]),
  [
    'an address that two interfaces of a node have, one of them in another notation',
    'CM-IP-021',
    tokyo(
      "nodes: { tokyo-2: { interfaces: { eth1: { address: 'fd00::a51:1/64', role: users }, eth2: { address: 'FD00:0::a51:1/64' } } } }",
    ),
    'interface "eth2" of node "tokyo-2" has the address "fd00::a51:1" of interface "eth1" of node "tokyo-2"',
  ],
  [
    'an address of a network without a server that gives addresses out, for users',
    'CM-IP-019',
    tokyo('nodes: { tokyo-2: { interfaces: { eth1: { address: 169.254.9.9/16, role: users } } } }'),
    '"169.254.9.9/16" of interface "eth1" of node "tokyo-2" is a link-local address',
  ],
  [
    'a virtual address that no machine can have',
    'CM-IP-019',
    cluster('virtualAddresses: [224.0.0.1]'),
    'the virtual address "224.0.0.1" is a multicast address',
  ],
  [
    'a virtual address that only neighbours reach',
    'CM-IP-019',
    cluster('virtualAddresses: [169.254.9.9]'),
    'the virtual address "169.254.9.9" is a link-local address',
  ],
  [
    'a virtual address of a Proxy HA group that is each node itself',
    'CM-IP-019',
    cluster('proxyHa: { tokyo-ha: { virtualAddress: 127.0.0.1, members: { tokyo-1: {}, tokyo-2: {} } } }'),
    'the virtual address "127.0.0.1" of the Proxy HA group "tokyo-ha" is a loopback address',
  ],
  ...(
    [
      ['ntp: { servers: [10.81.0.3, 0.0.0.0] }', 'the time server "0.0.0.0" is an unspecified address'],
      ["ntp: { servers: ['::1'] }", 'the time server "::1" is a loopback address'],
      [
        'updates: { proxies: [{ host: 255.255.255.255, port: 9090 }] }',
        'the update proxy "255.255.255.255" is a broadcast address',
      ],
      ["updates: { alternativeUrl: 'https://240.1.1.1/' }", 'the update server "240.1.1.1" is a reserved address'],
      [
        'routes: [{ destination: 10.0.0.0/8, gateway: 127.0.0.1, device: eth1 }]',
        'the gateway "127.0.0.1" is a loopback address',
      ],
      [
        'routes: [{ destination: 10.0.0.0/8, gateway: 10.81.31.255, device: eth1 }]',
        'the gateway "10.81.31.255" is a broadcast address',
      ],
      [
        'routes: [{ destination: 10.0.0.0/8, gateway: 10.81.16.0, device: eth1 }]',
        'the gateway "10.81.16.0" is the address of a whole network',
      ],
    ] as const
  ).map(([settings, message]): (typeof spoken)[number] => [
    message,
    'CM-IP-020',
    tokyo(`nodes: { tokyo-2: { interfaces: { eth1: { address: 10.81.17.2/20 } }, ${settings} } }`),
    message,
  ]),
]

test.each(spoken)('%s is found by %s', (_, code, files, message) => {
  expect(said(code, files)).toContain(message)
})

/** Addresses that look alike and are in order. */
const silent: readonly (readonly [what: string, code: string, files: Example['files']])[] = [
  [
    'hosts by name, a clock of the machine, its own proxy, a neighbour of a link, and addresses amid a large network',
    'CM-IP-020',
    tokyo(`nodes:
  tokyo-2:
    interfaces: { eth1: { address: 10.81.17.2/20 } }
    ntp: { servers: [ntp.example.com, 127.127.1.0, 169.254.169.123, 10.81.18.255] }
    updates: { proxies: [{ host: 127.0.0.1, port: 9090 }], alternativeUrl: updates.example.com }
    routes:
      - { destination: 10.0.0.0/8, gateway: 10.81.18.255, device: eth1 }
      - { destination: 10.9.0.0/16, gateway: 0.0.0.0, device: eth1 }
`),
  ],
  [
    'a loopback interface, link-local addresses that are not what users connect to, and the first address of a network of two',
    'CM-IP-019',
    tokyo(`nodes:
  tokyo-2:
    interfaces:
      lo: { address: 127.0.0.1/8 }
      eth1: { address: 'fe80::12/64', role: users }
      eth2: { address: 10.9.0.0/31 }
      eth3: { address: 169.254.9.9/30 }
`),
  ],
  [
    'an address of another location, a link-local one and one on which both nodes listen',
    'CM-IP-021',
    {
      'locations/tokyo.yaml': `nodes:
  tokyo-1: { interfaces: { eth2: { address: 'fe80::1/64' } } }
  tokyo-2:
    listeners: [10.81.0.11]
    interfaces: { eth0: { address: 10.81.0.11/24, role: cluster }, eth2: { address: 'fe80::1/64' } }
`,
      'locations/newyork.yaml':
        'nodes: { newyork-2: { interfaces: { eth1: { address: 10.81.16.11/20, role: users } } } }',
    },
  ],
]

test.each(silent)('%s is left alone by %s', (_, code, files) => {
  expect(said(code, files)).toEqual([])
})
