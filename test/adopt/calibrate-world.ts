import wire from '../../schema/dialects/emulator-wire.json' with { type: 'json' }
import type { NodeDocuments } from '../../src/adopt/calibrate/candidate.ts'
import { columnsOf, openInlineList, renderInlineList, rowEntry } from '../../src/appliance/inline-list.ts'
import { element } from '../../src/appliance/xml-write.ts'
import type { XmlElement } from '../../src/appliance/xml.ts'
import { restGatewayReader } from '../../src/appliance/rest-gateway.ts'
import { Secret } from '../../src/appliance/secret.ts'
import { encodeSetting } from '../../src/appliance/value-codec.ts'
import type { Encoding, PropertyEntry, Words } from '../../src/dialect/dialect.ts'
import { createCluster } from '../../src/emulator/cluster.ts'
import type { DocumentSeed, PropertySeed } from '../../src/emulator/profile.ts'
import { readWireProfile } from '../../src/emulator/read-wire-profile.ts'
import { uuid } from '../../src/model/names.ts'
import { settingNames, settingShapes } from '../../src/model/setting-shapes.ts'
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

/** Keys, documents, types, columns and forms at random: nothing of them can be guessed. */
export function scramble(draw: Draw): Truth {
  const word = (): string => Array.from({ length: 12 }, () => String.fromCodePoint(97 + draw(26))).join('')
  const documents = [
    'com.scur.engine.cmclusternode.configuration',
    `com.scur.engine.${word()}.configuration`,
    `com.scur.engine.${word()}.configuration`,
  ]
  return new Map(
    [...dialect.settings.values()].map(({ setting, encoding, provenance }): [SettingName, PropertyEntry] => {
      const document = documents[draw(documents.length)]!
      const scrambled = scrambledForm(setting, encoding, draw, word)
      const isList = scrambled.kind === 'list' || scrambled.kind === 'rows'
      const listType = isList ? { listType: `com.scur.type.${word()}` } : {}
      const place = { setting, document, key: `${word()}.${word()}`, type: `com.scur.type.${word()}` }
      return [setting, { ...place, ...listType, encoding: scrambled, provenance }]
    }),
  )
}

const factors = [1, 1, 60, 1_000, 60_000]
const pairs = [
  ['true', 'false'],
  ['1', '0'],
  ['YES', 'NO'],
  ['Off', 'On'],
  ['disabled', 'enabled'],
] as const

function scrambledForm(setting: SettingName, encoding: Encoding, draw: Draw, word: () => string): Encoding {
  switch (encoding.kind) {
    case 'number': {
      if (setting === 'versionCheck.level' && draw(2) === 0)
        return { kind: 'number', words: Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [level, word()])) }
      const factor = factors[draw(factors.length)]!
      return factor === 1 ? { kind: 'number' } : { kind: 'number', factor }
    }
    case 'boolean': {
      const words = draw(3) === 0 ? { true: word(), false: word() } : wordsOf(draw)
      return words['true'] === 'true' ? { kind: 'boolean' } : { kind: 'boolean', words }
    }
    case 'list':
    case 'rows': {
      const { kind } = settingShapes[setting]
      if ((kind === 'texts' || kind === 'endpoints') && draw(3) === 0)
        return {
          kind: 'joined',
          element: kind === 'texts' ? 'text' : 'endpoint',
          separator: [',', '; ', ' '][draw(3)]!,
        }
      return encoding.kind === 'list' ? encoding : scrambledRows(setting, encoding.columns, draw, word)
    }
    case 'text':
    case 'endpoint':
    case 'joined':
      return encoding
  }
}

function wordsOf(draw: Draw): Words {
  const [yes, no] = pairs[draw(pairs.length)]!
  return { true: yes, false: no }
}

function scrambledRows(
  setting: SettingName,
  columns: Readonly<Record<string, string>>,
  draw: Draw,
  word: () => string,
): Encoding {
  const fields = setting === 'listeners' && draw(2) === 0 ? ['address', 'port'] : Object.keys(columns)
  const shape = settingShapes[setting]
  const words = (shape.kind === 'rows' ? shape.fields : []).flatMap(({ name, kind, oneOf }) => {
    if (oneOf !== undefined && draw(2) === 0) return [[name, Object.fromEntries(oneOf.map((one) => [one, word()]))]]
    const pair = kind === 'boolean' ? wordsOf(draw) : undefined
    return pair === undefined || pair['true'] === 'true' ? [] : [[name, pair]]
  })
  return {
    kind: 'rows',
    columns: Object.fromEntries(fields.map((field) => [field, word()])),
    ...(words.length === 0 ? {} : { words: Object.fromEntries(words) }),
  }
}

/** The text of a property; rows have more columns than a setting has fields, and an encrypted one for a password. */
function textFor(entry: PropertyEntry, value: SettingValue): string {
  const { key, type, encoding } = entry
  const text = encodeSetting(entry, value, { key, type, encrypted: false, value: '' })
  if (encoding.kind !== 'rows') return text
  const list = openInlineList(text)
  if ('problem' in list) throw new Error(list.problem)
  const { password } = encoding.columns
  const column = (name: string, held: string, encrypted = 'false'): XmlElement =>
    element('configurationProperty', { key: name, type: 'com.scur.type.string', encrypted, value: held })
  const entries = list.entries.map((row, index) => {
    const more = [
      column(`${key}.position`, String(index + 7)),
      column(`${key}.flag`, 'true'),
      ...(password === undefined ? [] : [column(password, `opaque${index}`, 'true')]),
    ]
    return rowEntry([...(columnsOf(row)?.values() ?? []), ...more], row)
  })
  return renderInlineList(list, entries)
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
            value: textFor(entry, value),
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
    const value = textFor(entry, values[setting] ?? null)
    const property = listType === undefined ? { type, value } : { type, listType, value }
    // Beside each property another one, which may hold the same: what a value alone says is not to be trusted.
    const decoy = ['true', 'false', '1', 'no', '10', '60', 'tokyo', '', value][draw(9)] ?? ''
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
