import { expect, test } from 'vitest'
import { adopt } from './adopt.ts'
import { seenThroughRest } from './world.ts'

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
    'of "tokyo-1" "updates.alternativeUrl": "a: b" is no host or URL',
    'of "tokyo-1" "ntp.servers": "010.81.0.3" is no host name or IP address',
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
  expect(imported.leftOut).toContain('list "Own" (ip): it has an entry that is none: "010.0.0.1" is not an address')
  expect(plan.phases).toEqual([])
})
