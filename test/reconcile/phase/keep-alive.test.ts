import { expect, test } from 'vitest'
import { restGatewayWriter } from '../../../src/appliance/rest-gateway.ts'
import { Secret } from '../../../src/appliance/secret.ts'
import type { WireRequest } from '../../../src/appliance/transport.ts'
import { clusterName, nodeName, uuid } from '../../../src/model/names.ts'
import type { Phase } from '../../../src/plan/plan.ts'
import type { ApplySetup } from '../../../src/reconcile/run/apply-setup.ts'
import { emptyCache } from '../../../src/reconcile/cache/observation-cache.ts'
import { carryOut } from '../../../src/reconcile/phase/carry-out.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { lookAround } from '../../../src/reconcile/run/look-around.ts'
import { settingCodec } from '../../../src/appliance/value-codec.ts'
import { emulatedTransport } from '../../contract/emulated-transport.ts'
import { createCluster } from '../../../src/emulator/cluster.ts'
import { dialect, nodeSeed, profile, start } from '../../simulation/cluster-world.ts'

const T1 = uuid('A0000000-0000-0000-0000-000000000001')

/** A cluster that is slow to look at, and ends sessions that idle for a minute. */
function slowCluster(perRequest: number) {
  const seeds = ['tokyo-1', 'tokyo-2', 'tokyo-3', 'tokyo-4'].map((name, index) =>
    nodeSeed(uuid(`A0000000-0000-0000-0000-00000000000${index + 1}`), nodeName(name), {
      'groups.network': ['tokyo'],
      priority: 10,
      'updates.interval': 240,
    }),
  )
  const cluster = createCluster(
    {
      formatVersion: 1,
      secret: 's',
      savedAt: start,
      accounts: ['writer', 'reader'].map((name) => ({ name, password: 'secret' })),
      nodes: seeds,
      clusterDocuments: [],
      settings: [],
      lists: [],
      ruleSets: [],
    },
    profile,
    { sessionTimeout: 60_000 },
  )
  let now = start
  const inner = emulatedTransport(cluster, T1, () => (now += perRequest))
  const sent: WireRequest[] = []
  const login = (user: string) => ({ user, password: new Secret('secret'), by: 'basic' }) as const
  const send = async (request: WireRequest): ReturnType<typeof inner.send> => {
    sent.push(request)
    return inner.send(request)
  }
  const entry = restGatewayWriter({
    transport: { ...inner, send },
    sleep: async () => undefined,
    random: () => 0.5,
    now: () => now,
    login: login('writer'),
    readerLogin: login('reader'),
  })
  return { cluster, entry, sent, clock: { now: () => now, sleep: async () => undefined } }
}

test('a session that waits for a long look lives on, so that what it wrote is committed; nothing beats without need', async () => {
  const counts: number[] = []
  for (const perRequest of [100, 9_000]) {
    const { cluster, entry, sent, clock } = slowCluster(perRequest)
    const scope = {
      names: new Map([[T1, nodeName('tokyo-1')]]),
      dialect,
      codec: settingCodec,
      systemFiles: new Map(),
      lists: true,
    }
    const setup = {
      cluster: clusterName('c'),
      gateways: { entry },
      entryNode: T1,
      scope,
      clock,
      cache: emptyCache(0),
      writeContext: { scope, target: { provedEmulator: true } },
    }
    const context = {
      setup: setup as unknown as ApplySetup,
      journal: { add: async () => undefined },
      permit: async () => undefined,
      tell: async () => undefined,
      cache: { confirmations: new Map(), lastWritten: [], written: [], lastCommit: undefined },
      standing: { committed: 0, uncertain: false },
    } as unknown as RunContext
    const step = {
      kind: 'set property',
      node: nodeName('tokyo-1'),
      uuid: T1,
      setting: 'priority',
      before: 10,
      after: 5,
    }
    const phase = { ordinal: 1, steps: [step] } as unknown as Phase
    const result = await carryOut(phase, await lookAround(context.setup), context)
    expect(result.kind).toBe('committed')
    cluster.advance(clock.now() + 60_000)
    expect(new Set(cluster.holdings().values()).size).toBe(1)
    expect(new Set(cluster.holdings().values())).not.toEqual(new Set([1]))
    counts.push(sent.filter(({ path }) => path === '/heartbeat').length)
    expect(cluster.picture().nodes.flatMap(({ sessions }) => sessions)).toEqual([])
  }
  expect(counts[0]).toBe(0)
  expect(counts[1]).toBeGreaterThan(3)
})
