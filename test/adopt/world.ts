import wire from '../../schema/dialects/emulator-wire.json' with { type: 'json' }
import { readBackup } from '../../src/appliance/backup.ts'
import { backupReader } from '../../src/appliance/backup-reader.ts'
import type { GatewayReader } from '../../src/appliance/port.ts'
import { restGatewayReader } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { encodeSetting, settingCodec } from '../../src/appliance/value-codec.ts'
import { layDialects } from '../../src/dialect/overlay.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import type { ClusterSeed, ListSeed, NodeSeed, PropertySeed } from '../../src/emulator/profile.ts'
import { readWireProfile } from '../../src/emulator/read-wire-profile.ts'
import { uuid } from '../../src/model/names.ts'
import type { ObservedCluster } from '../../src/model/observed.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { look } from '../../src/reconcile/observe/observe.ts'
import { emulatedTransport } from '../contract/emulated-transport.ts'
import { shippedDialect } from '../dialect/shipped.ts'

/** The dialect that holds for an emulator. */
export const dialect = layDialects({ base: shippedDialect('web-gateway'), emulator: shippedDialect('emulator') })

/** A node as somebody set it up by hand: its title and the values of its settings. */
export interface HandMade {
  readonly title: string
  readonly settings: Readonly<Partial<Record<SettingName, SettingValue>>>
}

/** When the clusters of these tests are looked at. */
export const start = Date.UTC(2026, 8, 1, 8, 0, 0)

/** What Pader sees of a cluster that lives in an emulator, through the REST interface. */
export async function seenThroughRest(
  nodes: readonly HandMade[],
  lists: readonly ListSeed[] = [],
): Promise<ObservedCluster> {
  return readingThroughRest(nodes, { lists }, async (reader) => {
    const seen = await look(reader, scope, new Date(start).toISOString())
    return seen.cluster
  })
}

/** What Pader sees of the same cluster in its backup. */
export async function seenInBackup(
  nodes: readonly HandMade[],
  lists: readonly ListSeed[] = [],
  namePlace = dialect.facts.get('backup.nodeName')?.value,
): Promise<ObservedCluster> {
  const backup = await readingThroughRest(nodes, { lists }, async (reader) => reader.backup())
  const contents = readBackup(backup.kind === 'known' ? backup.value : new Uint8Array())
  if ('problem' in contents) throw new Error(contents.problem)
  return (await look(backupReader(contents, namePlace), scope, new Date(start).toISOString())).cluster
}

const scope = { names: new Map(), dialect, codec: settingCodec, systemFiles: new Map(), lists: true }

/** Does some work on a cluster that lives in an emulator, in one session through the REST interface. */
export async function readingThroughRest<Result>(
  nodes: readonly HandMade[],
  policy: Partial<Pick<ClusterSeed, 'lists' | 'ruleSets'>>,
  work: (reader: GatewayReader) => Promise<Result>,
): Promise<Result> {
  const seeds = nodes.map(seed)
  const cluster = createCluster(
    {
      formatVersion: 1,
      secret: 'adopt',
      savedAt: start - 3_600_000,
      accounts: [{ name: 'reader', password: 'secret', readOnly: true }],
      nodes: seeds,
      clusterDocuments: [],
      settings: [],
      lists: [],
      ruleSets: [],
      ...policy,
    },
    {
      product: { version: '12.2.15', build: '51390' },
      roles: {},
      wire: readWireProfile('emulator-wire.json', wire).value!,
    },
  )
  let now = start
  const gateway = restGatewayReader({
    transport: emulatedTransport(cluster, seeds[0]!.uuid, () => (now += 10)),
    sleep: async () => undefined,
    random: () => 0,
    now: () => now,
    login: { user: 'reader', password: new Secret('secret'), by: 'basic' },
  })
  return gateway.read(work)
}

function seed({ title, settings }: HandMade, index: number): NodeSeed {
  const documents = new Map<string, Record<string, PropertySeed>>()
  for (const entry of dialect.settings.values()) {
    const properties = documents.get(entry.document) ?? {}
    documents.set(entry.document, properties)
    const current = { key: entry.key, type: entry.type, encrypted: false, value: '' }
    properties[entry.key] = {
      type: entry.type,
      ...(entry.listType === undefined ? {} : { listType: entry.listType }),
      value: encodeSetting(entry, settings[entry.setting] ?? null, current),
    }
  }
  return {
    uuid: uuid(`A0000000-0000-0000-0000-${String(index + 1).padStart(12, '0')}`),
    title,
    hostname: title,
    ca: 'ca-1',
    systemFiles: {},
    documents: [...documents].map(([id, properties]) => ({
      id,
      title: id,
      type: id.replace('.configuration', ''),
      properties,
    })),
  }
}
