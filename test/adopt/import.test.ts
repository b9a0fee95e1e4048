import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { nodeNames } from '../../src/adopt/import/import-cluster.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { planCluster } from '../../src/plan/plan-cluster.ts'
import { build, rawFile } from '../compile/support.ts'
import { adopt } from './adopt.ts'
import { dialect, seenInBackup, seenThroughRest, type HandMade } from './world.ts'

const group = fc.constantFrom('tokyo', 'newyork', 'transit', 'Paderborn Büro', 'all')
const values: { readonly [Name in SettingName]?: fc.Arbitrary<SettingValue> } = {
  priority: fc.integer({ min: 1, max: 100 }),
  'groups.network': fc.uniqueArray(group, { maxLength: 3 }),
  'groups.runtime': fc.option(group),
  'groups.update': fc.option(group),
  listeners: fc.uniqueArray(fc.record({ address: fc.ipV4(), port: fc.constantFrom(12346, 12347) }), {
    maxLength: 2,
    selector: ({ address }) => address,
  }),
  'updates.automatic': fc.boolean(),
  'updates.interval': fc.option(fc.constantFrom(15, 60, 360)),
  'updates.alternativeUrl': fc.option(fc.constantFrom('https://updates.example.com/', 'yes', '12.10', '# no', 'a: b')),
  'updates.blackouts': fc.array(fc.constant({ start: '22:00', end: '06:00' }), { maxLength: 1 }),
  'updates.proxies': fc.array(
    fc.record({ host: fc.constant('proxy.example.com'), port: fc.constantFrom(3128, 8080) }),
    { maxLength: 1 },
  ),
  'messages.timeout': fc.constantFrom(10, 60, 600),
  'gui.attach': fc.boolean(),
  'ntp.enabled': fc.boolean(),
  'ntp.servers': fc.uniqueArray(fc.constantFrom('10.0.0.1', '10.0.0.2', 'ntp.example.com'), { maxLength: 3 }),
  routes: fc.array(
    fc.record({
      destination: fc.constantFrom('10.0.0.0/8', '192.0.2.0/24'),
      gateway: fc.ipV4(),
      device: fc.constant('eth0'),
    }),
    { maxLength: 1 },
  ),
  jobs: fc.array(
    fc.record({
      id: fc.constant('nightly'),
      kind: fc.constant('backup' as const),
      enabled: fc.boolean(),
      schedule: fc.constant('daily' as const),
    }),
    { maxLength: 1 },
  ),
}
const node: fc.Arbitrary<HandMade> = fc.record({
  title: fc.constantFrom('tokyo-1', 'newyork-2', 'GW Paderborn', 'gw.example.com', ''),
  settings: fc.record(values) as fc.Arbitrary<HandMade['settings']>,
})

describe('an imported cluster', () => {
  test('is the cluster that it came from: its first plan is empty', async () => {
    let managed = 0
    await fc.assert(
      fc.asyncProperty(fc.array(node, { minLength: 1, maxLength: 5 }), async (nodes) => {
        const observed = await seenThroughRest(nodes)
        expect(observed.nodes.size).toBe(nodes.length)
        const entry = [...nodeNames([...observed.nodes.values()]).values()][0]!
        const { built, plan } = adopt(observed, entry)
        expect(built.cluster.nodes).toHaveLength(nodes.length)
        expect(plan.phases).toEqual([])
        expect(plan.blocked).toEqual([])
        managed += built.cluster.nodes.reduce((sum, { settings }) => sum + Object.keys(settings).length, 0)
      }),
      { numRuns: 40 },
    )
    expect(managed).toBeGreaterThan(500)
  })
})

describe('two sites joined by transit nodes', () => {
  const site = (name: string, number: number, transit: boolean): HandMade => ({
    title: `${name}-${number}`,
    settings: {
      'groups.network': transit ? [name, 'transit'] : [name],
      'groups.runtime': name,
      'groups.update': name,
      listeners: [{ address: name === 'tokyo' ? `10.81.0.1${number}` : `10.1.0.1${number}`, port: 12346 }],
      priority: 10,
      'ntp.enabled': true,
      'ntp.servers': ['10.81.0.3', '10.1.0.3'],
      'updates.interval': name === 'tokyo' ? 30 : 60,
      'updates.proxies': number === 1 ? [{ host: 'proxy.example.com', port: 3128 }] : [],
    },
  })
  const nodes = [site('tokyo', 1, true), site('tokyo', 2, false), site('newyork', 1, true), site('newyork', 2, false)]

  test('become two locations; what all share rises, what follows is not written', async () => {
    const { imported, plan } = adopt(await seenThroughRest(nodes), 'tokyo-1')
    expect(plan.phases).toEqual([])
    const files = Object.fromEntries(imported.files.map(({ path, text }) => [path, parse(text) as object]))
    expect(files).toEqual({
      'adopted/cluster.yaml': {
        format: 1,
        product: { version: '12.2.15', build: '51390' },
        entryNode: 'tokyo-1',
        defaults: { priority: 10, ntp: { enabled: true, servers: ['10.81.0.3', '10.1.0.3'] } },
        unknown: imported.unknown,
      },
      'adopted/locations/newyork.yaml': {
        format: 1,
        defaults: { updates: { interval: 60 } },
        nodes: {
          'newyork-1': {
            uuid: 'A0000000-0000-0000-0000-000000000003',
            address: '10.1.0.11',
            transit: true,
            updates: { proxies: [{ host: 'proxy.example.com', port: 3128 }] },
          },
          'newyork-2': { uuid: 'A0000000-0000-0000-0000-000000000004', address: '10.1.0.12' },
        },
      },
      'adopted/locations/tokyo.yaml': {
        format: 1,
        defaults: { updates: { interval: 30 } },
        nodes: {
          'tokyo-1': {
            uuid: 'A0000000-0000-0000-0000-000000000001',
            address: '10.81.0.11',
            transit: true,
            updates: { proxies: [{ host: 'proxy.example.com', port: 3128 }] },
          },
          'tokyo-2': { uuid: 'A0000000-0000-0000-0000-000000000002', address: '10.81.0.12' },
        },
      },
    })
  })

  test('what cannot be known is said in the file, and stops nobody', async () => {
    const { imported } = adopt(await seenThroughRest(nodes), 'tokyo-1')
    expect(Object.keys(imported.unknown)).toEqual(['ca', 'interfaces', 'clientNetworks', 'network'])
    const { diagnostics } = build(imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text)))
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('a time zone is asked for only where something has a time of day, networks where there is more than one location', async () => {
    const [first] = nodes
    const closed = {
      ...first!,
      settings: { ...first!.settings, 'updates.blackouts': [{ start: '08:00', end: '18:00' }] },
    }
    const { imported } = adopt(await seenThroughRest([closed]), 'tokyo-1')
    expect(Object.keys(imported.unknown)).toEqual(['ca', 'interfaces', 'clientNetworks', 'timeZone'])
  })

  test('a password that nobody can read becomes a reference, which is listed', async () => {
    const proxy = { host: 'proxy.example.com', port: 3128, user: 'updates' }
    const withUser = nodes.map((one) => ({ ...one, settings: { ...one.settings, 'updates.proxies': [proxy] } }))
    const { imported, plan } = adopt(await seenThroughRest(withUser), 'tokyo-1')
    expect(plan.phases).toEqual([])
    const reference = 'env:UPDATES_AT_PROXY_EXAMPLE_COM'
    expect(imported.secrets).toEqual([
      { reference, what: 'password of "updates" at the update proxy proxy.example.com:3128' },
    ])
    expect(parse(imported.files[0]!.text)).toMatchObject({
      defaults: { updates: { proxies: [{ ...proxy, password: reference }] } },
    })
  })

  test('a backup says the same of them, and their names where it is known where it has them', async () => {
    const live = await seenThroughRest(nodes)
    const kept = await seenInBackup(nodes)
    expect([...kept.nodes.values()].map(({ settings }) => settings)).toEqual(
      [...live.nodes.values()].map(({ settings }) => settings),
    )
    expect(kept.version).toEqual(live.version)
    const { plan, built } = adopt(kept, 'tokyo-1')
    expect(plan.phases).toEqual([])
    expect(built.cluster.locations.map(({ name }) => name)).toEqual(['newyork', 'tokyo'])
    expect(built.cluster.nodes.map(({ name }) => name)).toEqual(nodes.map(({ title }) => title).toSorted())
    const nameless = adopt(await seenInBackup(nodes, [], 'no place is known'), 'node')
    expect(nameless.plan.phases).toEqual([])
    expect(nameless.built.cluster.nodes.map(({ name }) => name)).toEqual(['node', 'node-2', 'node-3', 'node-4'])
  })

  test('a node that is called by its full host name goes by that name, so that regions find it', async () => {
    const titles = ['gw-1.example.com', 'GW-2.Example.com', 'Gateway in Oslo']
    const { built, plan } = adopt(
      await seenThroughRest(titles.map((title) => ({ title, settings: nodes[0]!.settings }))),
      'gw-1.example.com',
    )
    expect(plan.phases).toEqual([])
    expect(built.cluster.nodes.map(({ hostname }) => hostname.value).toSorted()).toEqual([
      'gateway-in-oslo',
      'gw-1.example.com',
      'gw-2.example.com',
    ])
  })

  test('a change made by hand afterwards is in the next plan', async () => {
    const { imported } = adopt(await seenThroughRest(nodes), 'tokyo-1')
    const [first, ...others] = nodes
    const changed = await seenThroughRest([{ ...first!, settings: { ...first!.settings, priority: 5 } }, ...others])
    const { cluster } = build(
      imported.files.map(({ path, text }) => rawFile(`clusters/${path}`, text)),
      [],
    )
    const plan = planCluster({ cluster, observed: changed, dialect, target: { provedEmulator: true } })
    expect(plan.phases.flatMap(({ steps }) => steps)).toMatchObject([
      { kind: 'set property', setting: 'priority', before: 5, after: 10 },
    ])
  })
})

test('sites whose update and runtime groups have several network groups each are recognised', async () => {
  const member = (site: string, part: string, transit: boolean, address: string): HandMade => ({
    title: `${site}-${address}`,
    settings: {
      'groups.network': transit ? [part, 'backbone'] : [part],
      'groups.runtime': site,
      'groups.update': site,
      listeners: [{ address, port: 12346 }],
    },
  })
  const nodes = ['tokyo', 'newyork'].flatMap((site, index) => [
    member(site, `${site}-a`, true, `10.${index}.0.1`),
    member(site, `${site}-a`, false, `10.${index}.0.2`),
    member(site, `${site}-b`, true, `10.${index}.0.3`),
    member(site, `${site}-b`, false, `10.${index}.0.4`),
  ])
  const { built, plan } = adopt(await seenThroughRest(nodes), 'tokyo-10.0.0.1')
  expect(plan.phases).toEqual([])
  expect(built.cluster.locations.map(({ name, nodes: own }) => [name, own.length])).toEqual([
    ['newyork', 4],
    ['tokyo', 4],
  ])
  expect(built.cluster.transitGroup.value).toBe('backbone')
})

test('sites that no group tells apart are told apart by their addresses', async () => {
  const nodes = ['10.1.0.1', '10.1.0.2', '10.2.0.1', '10.2.0.2'].map((address, index): HandMade => ({
    title: `gateway-${index}`,
    settings: {
      'groups.network': ['all'],
      'groups.runtime': 'all',
      'groups.update': 'all',
      listeners: [{ address, port: 12346 }],
    },
  }))
  const { imported, built, plan } = adopt(await seenThroughRest(nodes), 'gateway-0')
  expect(plan.phases).toEqual([])
  expect(built.cluster.locations.map(({ name }) => name)).toEqual(['net-10-1-0', 'net-10-2-0'])
  expect(parse(imported.files[0]!.text)).toMatchObject({
    defaults: { groups: { network: ['all'], runtime: 'all', update: 'all' } },
  })
})
