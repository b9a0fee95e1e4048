import { describe, expect, test } from 'vitest'
import type { ControlCommand } from '../../src/emulator/control/command.ts'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import type { NodePicture } from '../../src/emulator/picture.ts'
import type { ClusterSeed, EmulatorProfile } from '../../src/emulator/profile.ts'
import {
  Client,
  documentId,
  emulate,
  keys,
  N1,
  N2,
  profile,
  property,
  start,
  T1,
  T2,
  twoSites,
  wrapped,
} from './world/two-site.ts'

const MINUTE = 60_000
const role = (key: string) => ({ document: documentId, key })
const updating: EmulatorProfile = {
  ...profile,
  roles: {
    ...profile.roles,
    updatesAutomatic: role('test.automatic'),
    updatesFromInternet: role('test.internet'),
    updatesFromNodes: role('test.nodes'),
    updatesToNodes: role('test.share'),
    versionCheck: role('test.check'),
    versionCheckLevel: role('test.level'),
    allowedDifference: role('test.difference'),
  },
}

/** The two sites with more properties, the same at every node but where it is said. */
function sites(common: Record<string, string>, own: Record<string, Record<string, string>> = {}): ClusterSeed {
  return {
    ...twoSites,
    nodes: twoSites.nodes.map((node) => ({
      ...node,
      documents: node.documents.map((document) => ({
        ...document,
        properties: {
          ...document.properties,
          ...Object.fromEntries(
            Object.entries({ ...common, ...own[node.uuid] }).map(([key, value]) => [
              key,
              { type: 'com.scur.type.string', value },
            ]),
          ),
        },
      })),
    })),
  }
}

function at(cluster: EmulatedCluster, uuid: string): NodePicture {
  return cluster.picture().nodes.find((node) => node.uuid === uuid)!
}

const log = (client: Client, uuid: string): string =>
  client.ask('GET', `appliances/${uuid}/log/mwg-errors/mwg-coordinator.errors.log`).text

describe('engine updates', () => {
  const flags = (internet: string, automatic = 'true', nodes = 'true'): Record<string, string> => ({
    'test.internet': internet,
    'test.automatic': automatic,
    'test.nodes': nodes,
  })
  const engines = (
    seed: ClusterSeed,
    before: readonly ControlCommand[] = [],
    minutes = 300,
  ): Record<string, boolean> => {
    const cluster = createCluster(seed, updating, { updateInterval: 60 })
    for (const command of before) expect(cluster.control(command, start).kind).toBe('done')
    cluster.advance(start + minutes * MINUTE)
    return Object.fromEntries(cluster.picture().nodes.map(({ title, engines: release }) => [title, release > 0]))
  }

  test('go from the node with the internet to those of its update group, and no further', () => {
    expect(engines(sites(flags('false'), { [T1]: flags('true') }))).toEqual({
      'tokyo-1': true,
      'tokyo-2': true,
      'newyork-1': false,
      'newyork-2': false,
    })
  })

  test('are not taken from other nodes where that is switched off, nor fetched where nothing is automatic', () => {
    const seed = sites(flags('false'), {
      [T1]: flags('true'),
      [T2]: flags('false', 'true', 'false'),
      [N1]: flags('true', 'false'),
    })
    expect(engines(seed)).toEqual({ 'tokyo-1': true, 'tokyo-2': false, 'newyork-1': false, 'newyork-2': false })
  })

  test('are not passed on by a node that may not upload them', () => {
    const seed = sites(flags('false'), { [T1]: { ...flags('true'), 'test.share': 'false' }, [N1]: flags('true') })
    expect(engines(seed)).toEqual({ 'tokyo-1': true, 'tokyo-2': false, 'newyork-1': true, 'newyork-2': true })
  })

  test('are kept nowhere: a node that was away waits for the next check of its group', () => {
    const cluster = createCluster(sites(flags('false'), { [T1]: flags('true') }), updating, {
      updateInterval: 60,
      updateRelease: 60,
    })
    cluster.control({ kind: 'down', node: T2 }, start)
    cluster.advance(start + 90 * MINUTE)
    cluster.control({ kind: 'up', node: T2 }, start + 90 * MINUTE)
    cluster.advance(start + 119 * MINUTE)
    expect([at(cluster, T1).engines > 0, at(cluster, T2).engines]).toEqual([true, 0])
    cluster.advance(start + 121 * MINUTE)
    expect(at(cluster, T2).engines).toBe(at(cluster, T1).engines)
  })

  test('can be asked for at once, over the interface', () => {
    const cluster = createCluster(sites(flags('false'), { [T1]: flags('true', 'false') }), updating, {})
    Client.now = start
    const client = new Client(cluster, T1)
    client.login()
    expect(client.ask('POST', 'updateEngines')).toMatchObject({ status: 200, text: '' })
    expect(cluster.picture().nodes.map(({ engines: release }) => release > 0)).toEqual([true, true, false, false])
  })
})

describe('runtime data', () => {
  test('is shared within the runtime group, over whatever relays; what fails is an alert and a line of the log', () => {
    const cluster = emulate()
    cluster.control({ kind: 'cut', between: [T1, N1] }, start)
    cluster.advance(start + 5 * MINUTE)
    expect(
      cluster.picture().nodes.flatMap(({ alerts }) => alerts),
      'the groups end at the sites',
    ).toEqual([])
    cluster.control({ kind: 'down', node: N2 }, start + 5 * MINUTE)
    cluster.advance(start + 10 * MINUTE)
    expect(at(cluster, N1).alerts).toEqual(['Shared Data not synchronized'])
    expect(at(cluster, T1).alerts).toEqual([])
    Client.now = start + 10 * MINUTE
    const client = new Client(cluster, N1)
    client.login()
    expect(log(client, N1)).toContain(
      `Message '<co_distribute_shared_data_raw>' on node ${N2} (newyork-2) failed with error '(301 - 'cannot connect') - "co_distribute_shared_data_raw: failure 'errno: 111 - 'Connection refused'' while sending request - last action: connect"'.`,
    )
    cluster.control({ kind: 'up', node: N2 }, Client.now)
    client.wait(2 * MINUTE)
    expect(at(cluster, N1).alerts).toEqual([])
  })

  test('does not hinder the policy: a save arrives although it fails', () => {
    const cluster = emulate({ sharedDataInterval: 1_000 })
    const client = new Client(cluster, T1)
    client.login()
    client.ask('PUT', property(T1, keys.runtime), wrapped('newyork'))
    client.ask('POST', 'commit')
    cluster.control({ kind: 'cut', between: [N1, N2] }, Client.now)
    client.wait(5 * MINUTE)
    expect(at(cluster, T1).alerts).toEqual(['Shared Data not synchronized'])
    expect(at(cluster, N1).storage).toBe(at(cluster, T1).storage)
  })
})

describe('a storage stays where it is', () => {
  const afterSave = (cluster: EmulatedCluster): Client => {
    const client = new Client(cluster, T1)
    client.login()
    client.ask('PUT', property(N2, keys.priority), wrapped('20'))
    expect(client.ask('POST', 'commit').status).toBe(200)
    client.wait(5 * MINUTE)
    return client
  }

  test('while a clock is further off than the receiving node allows, and the log says 405', () => {
    const cluster = createCluster(sites({}, { [T2]: { 'test.difference': '600' } }), updating)
    Client.now = start
    cluster.control({ kind: 'skew', node: T2, seconds: 300 }, start)
    cluster.control({ kind: 'skew', node: N1, seconds: -300 }, start)
    const client = afterSave(cluster)
    expect(at(cluster, T2).storage, 'it allows 600 s').toBe(at(cluster, T1).storage)
    expect(at(cluster, N1).storage, 'it allows 60 s').not.toBe(at(cluster, T1).storage)
    expect(log(client, T1)).toMatch(
      /^\[[\d-]{10} [\d:.]{12} \+00:00\] \[Coordinator\] \[NodeRequestFailed\] Message '<co_distribute_init_subscription>' on node B0000000-0000-0000-0000-000000000001 \(newyork-1\) failed with error '\(405 - 'time difference too high'\)'\.$/m,
    )
  })

  test.each([
    ['1', '12.3.0', '1', true],
    ['2', '12.3.0', '1', false],
    ['4', '12.2.15.0', '51390', true],
    ['5', '12.2.15', '51391', true],
    ['6', '12.2.15', '51391', false],
  ])('where level %s of the version check tells %s-%s from the others: %s', (level, version, build, arrives) => {
    const cluster = createCluster(sites({ 'test.check': 'true', 'test.level': level }), updating)
    Client.now = start
    cluster.control({ kind: 'upgrade', node: T2, version, build }, start)
    afterSave(cluster)
    expect(at(cluster, T2).storage === at(cluster, T1).storage).toBe(arrives)
  })

  test('where the authority is another one; the shipped one stands on the dashboard', () => {
    const cluster = emulate()
    cluster.control({ kind: 'set ca', node: T2, ca: 'McAfee Web Gateway Cluster CA' }, start)
    const client = afterSave(cluster)
    expect(at(cluster, T2).storage).not.toBe(at(cluster, T1).storage)
    expect(at(cluster, T2).alerts).toContain('The Central Management Currently uses the default CA')
    expect(at(cluster, T1).alerts).not.toContain('The Central Management Currently uses the default CA')
    expect(log(client, T1)).toContain(
      'co_distribute_init_subscription: ssl failure on message socket 14 while sending request - last action: certificate verification.',
    )
  })
})

test('a slow node gets a save later, those behind it too, and its answers take that long', () => {
  const cluster = emulate()
  cluster.control({ kind: 'slow', node: N1, milliseconds: 3_000 }, start)
  const client = new Client(cluster, T1)
  client.login()
  client.ask('PUT', property(T2, keys.priority), wrapped('20'))
  client.ask('POST', 'commit')
  client.wait(2_000)
  const holds = (uuid: string): boolean => at(cluster, uuid).storage === at(cluster, T1).storage
  expect([T2, N1, N2].map(holds)).toEqual([true, false, false])
  client.wait(2_000)
  expect([T2, N1, N2].map(holds)).toEqual([true, true, true])
  expect(new Client(cluster, N1).send('GET', 'appliances').delay).toBe(3_000)
})

test('the timestamp that the UI shows is the clock of the node that saved', () => {
  const cluster = emulate()
  cluster.control({ kind: 'skew', node: T2, seconds: 30 }, start)
  const client = new Client(cluster, T2)
  client.login()
  client.ask('PUT', property(T2, keys.priority), wrapped('20'))
  client.ask('POST', 'commit')
  const saved = new Date(Client.now + 30_000).toISOString().replace('T', ' ').replace('Z', '')
  client.wait(10_000)
  expect(cluster.picture().nodes.map(({ storageTimestamp }) => storageTimestamp)).toEqual([saved, saved, saved, saved])
})
