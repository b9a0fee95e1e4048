import wire from '../../schema/dialects/emulator-wire.json' with { type: 'json' }
import type { NodeDocuments } from '../../src/adopt/calibrate/candidate.ts'
import { restGatewayReader } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { encodeSetting } from '../../src/appliance/value-codec.ts'
import type { PropertyEntry } from '../../src/dialect/dialect.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import type { DocumentSeed, PropertySeed } from '../../src/emulator/profile.ts'
import { readWireProfile } from '../../src/emulator/read-wire-profile.ts'
import { uuid } from '../../src/model/names.ts'
import { settingNames } from '../../src/model/setting-shapes.ts'
import type { SettingName, SettingValue } from '../../src/model/settings.ts'
import { emulatedTransport } from '../contract/emulated-transport.ts'
import { dialect } from './world.ts'

/** Where an appliance with names that nobody knows keeps its settings. */
export type Truth = ReadonlyMap<SettingName, PropertyEntry>

/** Values that a node has, as its UI shows them. */
export type Values = Readonly<Partial<Record<SettingName, SettingValue>>>

/** Draws whole numbers below a bound. */
export type Draw = (below: number) => number

/** A source of numbers that a seed repeats. */
export function drawFrom(seed: number): Draw {
  let state = seed | 1
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    return (((state ^ (state >>> 13)) >>> 0) % 1_000_003) % below
  }
}

/** Keys, documents, types and columns at random: nothing of them can be guessed. */
export function scramble(draw: Draw): Truth {
  const word = (): string => Array.from({ length: 12 }, () => String.fromCodePoint(97 + draw(26))).join('')
  const documents = [
    'com.scur.engine.cmclusternode.configuration',
    `com.scur.engine.${word()}.configuration`,
    `com.scur.engine.${word()}.configuration`,
  ]
  return new Map(
    [...dialect.settings.values()].map((entry): [SettingName, PropertyEntry] => {
      const { setting, encoding, provenance, type } = entry
      const document = documents[draw(documents.length)]!
      const common = { setting, document, key: `${word()}.${word()}`, type, provenance }
      if (encoding.kind !== 'list' && encoding.kind !== 'rows') return [setting, { ...common, encoding }]
      // Nothing is written for a password, so that no row here has a column for one.
      const rows = encoding.kind === 'rows' ? Object.keys(encoding.columns).filter((field) => field !== 'password') : []
      const fields = setting === 'listeners' && draw(2) === 0 ? ['address', 'port'] : rows
      const columns = Object.fromEntries(fields.map((field) => [field, word()]))
      const scrambled = encoding.kind === 'rows' ? { kind: 'rows' as const, columns } : encoding
      return [setting, { ...common, listType: `com.scur.type.${word()}`, encoding: scrambled }]
    }),
  )
}

/** An emulated appliance that keeps its settings where only the truth knows; other properties hold what fits, too. */
export function appliance(truth: Truth, nodes: readonly Values[], draw: Draw) {
  const ids = nodes.map((_, index) => uuid(`A0000000-0000-0000-0000-${String(index + 1).padStart(12, '0')}`))
  let now = Date.UTC(2026, 8, 1, 8)
  const cluster = createCluster(
    {
      formatVersion: 1,
      secret: 'calibrate',
      savedAt: now - 3_600_000,
      accounts: [{ name: 'reader', password: 'secret', readOnly: true }],
      nodes: nodes.map((values, index) => ({
        uuid: ids[index]!,
        title: `node-${index + 1}`,
        hostname: `node-${index + 1}`,
        ca: 'ca',
        systemFiles: {},
        documents: documentsOf(truth, values, draw),
      })),
      clusterDocuments: [],
      settings: [],
      lists: [],
      ruleSets: [],
    },
    {
      product: { version: '12.2.15', build: '51390' },
      roles: {},
      wire: readWireProfile('emulator-wire.json', wire).value!,
    },
  )
  const gateway = restGatewayReader({
    transport: emulatedTransport(cluster, ids[0]!, () => (now += 10)),
    sleep: async () => undefined,
    random: () => 0,
    now: () => now,
    login: { user: 'reader', password: new Secret('secret'), by: 'basic' },
  })
  return {
    /** What Pader reads of a node. */
    read: async (index = 0): Promise<NodeDocuments> =>
      gateway.read(async (reader) => {
        const feed = await reader.configurations(ids[index]!)
        const entries = feed.kind === 'known' ? feed.value : []
        const documents = await Promise.all(entries.map(async ({ id }) => reader.configuration(ids[index]!, id)))
        return new Map(documents.flatMap((one) => (one.kind === 'known' ? [[one.value.id, one.value] as const] : [])))
      }),
    /** A person changes a setting in the UI of a node and saves. */
    change(setting: SettingName, value: SettingValue, index = 0): void {
      const entry = truth.get(setting)!
      const current = { key: entry.key, type: entry.type, encrypted: false, value: '' }
      const outcome = cluster.control(
        {
          kind: 'save by hand',
          node: ids[index]!,
          user: 'admin',
          change: {
            kind: 'property',
            node: ids[index]!,
            document: entry.document,
            key: entry.key,
            value: encodeSetting(entry, value, current),
          },
        },
        (now += 10),
      )
      if (outcome.kind !== 'done') throw new Error(outcome.text)
    },
  }
}

function documentsOf(truth: Truth, values: Values, draw: Draw): readonly DocumentSeed[] {
  const documents = new Map<string, [string, PropertySeed][]>()
  for (const setting of settingNames) {
    const entry = truth.get(setting)
    if (entry === undefined) continue
    const { document, key, type, listType } = entry
    const current = { key, type, encrypted: false, value: '' }
    const value = encodeSetting(entry, values[setting] ?? null, current)
    const property = listType === undefined ? { type, value } : { type, listType, value }
    // Beside each property another one, which may hold the same: what a value alone says is not to be trusted.
    const decoy = ['true', 'false', '10', '60', 'tokyo', '', value][draw(7)] ?? ''
    const own = documents.get(document) ?? []
    documents.set(document, [...own, [key, property], [`other.${key}`, { type, value: decoy }]])
  }
  return [...documents].map(([id, properties]) => ({
    id,
    title: id,
    type: id.replace('.configuration', ''),
    properties: Object.fromEntries(properties.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }))
}
