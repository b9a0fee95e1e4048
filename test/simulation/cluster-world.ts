import wire from '../../schema/dialects/emulator-wire.json' with { type: 'json' }
import { restGatewayReader, restGatewayWriter } from '../../src/appliance/rest-gateway.ts'
import type { Transport } from '../../src/appliance/transport.ts'
import { settingCodec } from '../../src/appliance/value-codec.ts'
import type { Dialect } from '../../src/dialect/dialect.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { createCluster, type EmulatedCluster } from '../../src/emulator/cluster.ts'
import { inlineList } from '../../src/emulator/control/save-by-hand.ts'
import type { ClusterSeed, EmulatorProfile, NodeSeed, PropertySeed } from '../../src/emulator/profile.ts'
import { readWireProfile } from '../../src/emulator/read-wire-profile.ts'
import type { Switches } from '../../src/emulator/switches.ts'
import { nodeName, uuid, type NodeName, type Uuid } from '../../src/model/names.ts'
import type { SettingName } from '../../src/model/settings.ts'
import type { WritableGateways } from '../../src/reconcile/gateways.ts'
import type { Clock } from '../../src/reconcile/ports.ts'
import { shippedDialect } from '../dialect/shipped.ts'

export const T1 = uuid('A0000000-0000-0000-0000-000000000001')
export const T2 = uuid('A0000000-0000-0000-0000-000000000002')
export const N1 = uuid('B0000000-0000-0000-0000-000000000001')
export const N2 = uuid('B0000000-0000-0000-0000-000000000002')

export const names: ReadonlyMap<Uuid, NodeName> = new Map([
  [T1, nodeName('tokyo-1')],
  [T2, nodeName('tokyo-2')],
  [N1, nodeName('newyork-1')],
  [N2, nodeName('newyork-2')],
])

/** What is known of the product, and above it what was invented for emulators: as a proved emulator is met. */
export const dialect: Dialect = layDialects({
  base: shippedDialect('web-gateway'),
  emulator: shippedDialect('emulator'),
})

/** Values of settings of every node, as texts or lists of texts. */
export type Values = ReadonlyMap<Uuid, Readonly<Partial<Record<SettingName, string | number | readonly string[]>>>>

export const start = Date.UTC(2026, 8, 1, 8, 0, 0)

/** A cluster of four nodes as an emulator, holding the given values. */
export function emulate(values: Values, switches: Partial<Switches> = {}): EmulatedCluster {
  const seed: ClusterSeed = {
    formatVersion: 1,
    secret: 'simulation',
    savedAt: start - 3_600_000,
    accounts: ['writer', 'reader', 'colleague'].map((name) => ({ name, password: 'secret' })),
    nodes: [...values].map(([id, settings]) => nodeSeed(id, names.get(id)!, settings)),
    clusterDocuments: [],
    settings: [],
    lists: [
      { id: 'com.scur.type.regex.386', name: 'blocklist', typeId: 'com.scur.type.regex', entries: [{ value: 'a' }] },
    ],
    ruleSets: [],
  }
  return createCluster(seed, profile, switches)
}

const role = (setting: SettingName): { readonly document: string; readonly key: string } =>
  dialect.settings.get(setting)!

/** How the emulated product behaves. */
export const profile: EmulatorProfile = {
  product: { version: '12.2.15', build: '51390' },
  roles: {
    networkGroups: role('groups.network'),
    runtimeGroup: role('groups.runtime'),
    updateGroup: role('groups.update'),
    priority: role('priority'),
  },
  wire: readWireProfile('emulator-wire.json', wire).value!,
}

/** A node as an emulator starts with it: its settings, and in each of their documents a property that is not ours. */
export function nodeSeed(
  id: Uuid,
  name: NodeName,
  settings: Readonly<Record<string, string | number | readonly string[]>>,
): NodeSeed {
  const documents = new Map<string, Record<string, PropertySeed>>()
  for (const [name, value] of Object.entries(settings)) {
    const entry = dialect.settings.get(name as SettingName)!
    const properties = documents.get(entry.document) ?? {}
    documents.set(entry.document, properties)
    properties[entry.key] = {
      type: entry.type,
      ...(entry.listType === undefined ? {} : { listType: entry.listType }),
      value: Array.isArray(value) ? inlineList(value as string[]) : String(value),
    }
  }
  return {
    uuid: id,
    title: name,
    hostname: name,
    ca: 'ca-1',
    systemFiles: { 'etc/motd': 'not ours\n' },
    documents: [...documents].map(([document, properties]) => ({
      id: document,
      title: document,
      type: document.replace('.configuration', ''),
      properties: { ...properties, 'test.foreign': { type: 'com.scur.type.string', value: 'not ours' } },
    })),
  }
}

/** A time that moves only when somebody waits for it, together with the cluster's. */
export function clusterClock(cluster: EmulatedCluster): Clock {
  let now = start
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += Math.ceil(milliseconds)
      cluster.advance(now)
    },
  }
}

/** Carries requests straight into the state machine of one node. */
export function memoryTransport(cluster: EmulatedCluster, node: Uuid, clock: Clock): Transport {
  return {
    close: async () => undefined,
    send: async (request) => {
      await clock.sleep(1)
      const answer = cluster.request(
        node,
        {
          method: request.method,
          target: `/Konfigurator/REST${request.path}`,
          headers: { host: 'gateway:4712', ...request.headers },
          body: bytesOf(request.body ?? ''),
          scheme: 'https',
        },
        clock.now(),
      )
      await clock.sleep(answer.delay)
      if (answer.kind === 'reset') return { kind: 'no answer', detail: 'the connection was reset' }
      return {
        kind: 'answered',
        response: {
          status: answer.status,
          headers: Object.fromEntries(answer.headers.map(([name, value]) => [name.toLowerCase(), value])),
          body: typeof answer.body === 'string' ? bytesOf(answer.body) : answer.body,
        },
      }
    },
  }
}

const NOTHING = new Uint8Array()
const encoder = new TextEncoder()

function bytesOf(text: string): Uint8Array {
  return text === '' ? NOTHING : encoder.encode(text)
}

/** The ways into the cluster, through the given transports. */
export function gatewaysOver(
  transport: (node: Uuid) => Transport,
  clock: Clock,
  mayAskNodes = true,
  entry: Uuid = T1,
): WritableGateways {
  const surroundings = (node: Uuid): Parameters<typeof restGatewayReader>[0] => ({
    transport: transport(node),
    sleep: (milliseconds) => clock.sleep(milliseconds),
    random: () => 0.5,
    now: () => clock.now(),
    login: login('reader'),
  })
  return {
    entry: restGatewayWriter({ ...surroundings(entry), login: login('writer'), readerLogin: login('reader') }),
    at: (node) => restGatewayReader(surroundings(node)),
    mayAskNodes,
  }
}

const login = (user: string): Parameters<typeof restGatewayReader>[0]['login'] => ({
  user,
  password: { reveal: () => 'secret' },
  by: 'form',
})

export { settingCodec }
