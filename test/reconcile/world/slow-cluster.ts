import { restGatewayWriter } from '../../../src/appliance/rest-gateway.ts'
import { Secret } from '../../../src/appliance/secret.ts'
import type { WireRequest } from '../../../src/appliance/transport.ts'
import { clusterName, nodeName, uuid } from '../../../src/model/names.ts'
import type { ApplySetup } from '../../../src/reconcile/run/apply-setup.ts'
import { emptyCache } from '../../../src/reconcile/cache/observation-cache.ts'
import type { RunContext } from '../../../src/reconcile/run/run-context.ts'
import { settingCodec } from '../../../src/appliance/value-codec.ts'
import { emulatedTransport } from '../../contract/emulated-transport.ts'
import { createCluster, type EmulatedCluster } from '../../../src/emulator/cluster.ts'
import type { JournalEvent } from '../../../src/reconcile/journal/event.ts'
import type { Switches } from '../../../src/emulator/switches.ts'
import { memoryStore } from './memory-store.ts'
import { dialect, nodeSeed, profile, start } from '../../simulation/cluster-world.ts'

/** The entry node, and another one. */
export const T1 = uuid('A0000000-0000-0000-0000-000000000001')
export const T2 = uuid('A0000000-0000-0000-0000-000000000002')

/** A cluster that is slow to look at, and ends sessions that idle for a minute; `meanwhile` comes before each request. */
export function slowCluster(
  perRequest: number,
  switches: Partial<Switches> = {},
  meanwhile: (cluster: EmulatedCluster, now: number) => void = () => undefined,
) {
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
    { sessionTimeout: 60_000, ...switches },
  )
  let now = start
  const inner = emulatedTransport(cluster, T1, () => (now += perRequest))
  const sent: WireRequest[] = []
  const login = (user: string) => ({ user, password: new Secret('secret'), by: 'basic' }) as const
  const send = async (request: WireRequest): ReturnType<typeof inner.send> => {
    meanwhile(cluster, now)
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

/** What carrying out a phase in such a cluster needs, and what the journal was told. */
export function contextIn({ entry, clock }: Pick<ReturnType<typeof slowCluster>, 'entry' | 'clock'>, text = '') {
  const journalled: JournalEvent[] = []
  const scope = {
    names: new Map([[T1, nodeName('tokyo-1')]]),
    dialect,
    codec: settingCodec,
    systemFiles: new Map([T1, T2].map((node) => [node, ['etc/motd']])),
    lists: true,
  }
  const setup = {
    cluster: clusterName('c'),
    gateways: { entry },
    entryNode: T1,
    scope,
    clock,
    store: memoryStore(),
    cache: emptyCache(0),
    writeContext: { scope, target: { provedEmulator: true }, systemFile: () => text },
  }
  const context = {
    setup: setup as unknown as ApplySetup,
    journal: { add: async (event: JournalEvent) => void journalled.push(event) },
    permit: async () => undefined,
    tell: async () => undefined,
    cache: { confirmations: new Map(), lastWritten: [], written: [], lastCommit: undefined },
    standing: { committed: 0, uncertain: false },
  } as unknown as RunContext
  return { context, journalled }
}
