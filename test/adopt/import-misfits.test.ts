import { expect, test } from 'vitest'
import { adopt } from './adopt.ts'
import { seenThroughRest, type HandMade } from './world.ts'

const node = {
  title: 'tokyo-1',
  settings: {
    listeners: [{ address: '10.81.0.11', port: 12346 }],
    'ntp.servers': ['010.81.0.3'],
    'updates.alternativeUrl': 'a: b',
    'updates.proxies': [{ host: 'proxy.example.com', port: 3128 }],
    routes: [{ destination: 'default', gateway: '10.81.0.1', device: 'eth0' }],
  },
}

test('what an appliance has and YAML refuses is left alone, which is said; the rest is imported and nothing is planned', async () => {
  const { imported, built, plan } = adopt(await seenThroughRest([node]), 'tokyo-1')
  expect(imported.leftOut.filter((line) => line.startsWith('of '))).toEqual([
    'of "tokyo-1" "updates.alternativeUrl": "a: b" is no host or URL: ":" cannot be in a host name',
    'of "tokyo-1" "ntp.servers": "010.81.0.3" is no host name or IP address: "010" is octal to some programs and decimal to others',
    'of "tokyo-1" "routes": "default" is no IPv4 network in CIDR notation',
  ])
  const { settings } = built.cluster.nodes[0]!
  expect([settings['ntp.servers'], settings.routes, settings['updates.alternativeUrl']]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(settings['updates.proxies']?.value).toEqual([{ host: 'proxy.example.com', port: 3128 }])
  expect(plan.phases).toEqual([])
})

test('a list with an entry that is none is left alone', async () => {
  const seeds = [
    { id: 'com.scur.type.ip.8', name: 'Own', typeId: 'com.scur.type.ip', entries: [{ value: '010.0.0.1' }] },
  ]
  const { imported, plan } = adopt(await seenThroughRest([node], seeds), 'tokyo-1')
  expect(imported.leftOut).toContain('list "Own" (ip): it has an invalid entry: "010.0.0.1" is not an address')
  expect(plan.phases).toEqual([])
})

test('of listeners that YAML cannot say together none is said, since an address alone would say that there are no others', async () => {
  const listeners = ['10.81.0.11', '010.81.0.12'].map((address) => ({ address, port: 12346 }))
  const { imported, built, plan } = adopt(await seenThroughRest([{ ...node, settings: { listeners } }]), 'tokyo-1')
  expect(imported.leftOut).toEqual([expect.stringContaining('"listeners": "010.81.0.12:12346" is no IP address')])
  expect(built.cluster.nodes[0]!.settings.listeners).toBeUndefined()
  expect(plan.phases).toEqual([])
})

test.each<[string, HandMade['settings'], string]>([
  [
    'a time of a job',
    { jobs: [{ id: 'a', kind: 'backup', enabled: true, schedule: 'daily', at: '7:00' }] },
    '"jobs": "7:00" has the wrong form',
  ],
  [
    'a time of day',
    { 'updates.blackouts': [{ start: '24:00', end: '06:00' }] },
    '"updates.blackouts": "24:00-06:00" has the wrong form',
  ],
  ['a number', { priority: 2.5 }, '"priority": expected a whole number, found 2.5'],
])('%s that YAML has no words for is left alone', async (_, settings, why) => {
  const { imported, plan } = adopt(await seenThroughRest([{ title: 'tokyo-1', settings }]), 'tokyo-1')
  expect(imported.leftOut).toEqual([`of "tokyo-1" ${why}`])
  expect(plan.phases).toEqual([])
})

test('a user whose name begins with a digit has a password in a variable that can be set', async () => {
  const settings = { 'updates.proxies': [{ host: 'proxy', port: 3128, user: '007' }] }
  const { imported } = adopt(await seenThroughRest([{ title: 'tokyo-1', settings }]), 'tokyo-1')
  expect([imported.leftOut, imported.secrets.map(({ reference }) => reference)]).toEqual([[], ['env:_007_AT_PROXY']])
})

test('whatever is called by a long name has a file with a name that file systems take, and a node one that YAML takes', async () => {
  const long = 'x'.repeat(300)
  const seeds = [{ id: 'com.scur.type.ip.8', name: long, typeId: 'com.scur.type.ip', entries: [] }]
  const settings = { 'groups.update': long, 'groups.network': [long], 'groups.runtime': long }
  const nodes = [node, { title: long, settings }]
  const { imported, plan } = adopt(await seenThroughRest(nodes, seeds), 'tokyo-1')
  expect(imported.files.map(({ path }) => path).filter((path) => path.length > 120)).toEqual([])
  expect(plan.phases).toEqual([])
})
