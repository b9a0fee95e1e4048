import type { Encoding, PropertyEntry } from '../dialect/dialect.ts'
import { settingShapes } from '../model/setting-shapes.ts'
import { known, unknown, type Observation } from '../model/observed.ts'
import type { SettingValue } from '../model/settings.ts'
import {
  columnsOf,
  openInlineList,
  renderInlineList,
  rowEntry,
  simpleEntry,
  simpleText,
  type InlineList,
} from './inline-list.ts'
import { ApplianceError, type DocumentProperty } from './port.ts'
import { COLUMN_TYPE } from './product.ts'
import {
  identityOf,
  joinEndpoint,
  rowsOfValue,
  secretFields,
  splitEndpoint,
  valueOfRows,
  type Cells,
} from './setting-rows.ts'
import { element } from './xml-write.ts'
import type { XmlElement } from './xml.ts'

/**
 * Between a setting's value and the text of its property. Text that makes no sense is unknown, never empty; an empty
 * property is `null`, an empty list `[]`.
 */
export const settingCodec = { decode: decodeSetting, encode: encodeSetting }

/** Reads a setting from its property. Encrypted values are not read. */
export function decodeSetting(entry: PropertyEntry, property: DocumentProperty): Observation<SettingValue> {
  if (property.encrypted) return unknown(`the property "${property.key}" is encrypted`)
  const { encoding } = entry
  if (encoding.kind === 'list' || encoding.kind === 'rows') return decodeList(entry, property.value)
  return decodeScalar(encoding.kind, property)
}

/**
 * Writes a setting as the text of its property. `current` is the property as just read: what Pader does not manage in
 * it (columns of rows that the dialect does not know, encrypted values, descriptions) is carried through unread.
 * Throws `refused` where that text makes no sense, since nothing in it could be kept.
 */
export function encodeSetting(entry: PropertyEntry, value: SettingValue, current: DocumentProperty): string {
  const { encoding } = entry
  if (encoding.kind === 'list' || encoding.kind === 'rows') return encodeList(entry, value, current)
  if (value === null) return ''
  if (encoding.kind === 'endpoint' && isEndpoint(value)) return joinEndpoint(value)
  if (encoding.kind === 'endpoint' || typeof value === 'object') {
    throw refused(entry, `a ${encoding.kind} cannot hold ${JSON.stringify(value)}`)
  }
  return String(value)
}

function decodeScalar(
  kind: 'text' | 'number' | 'boolean' | 'endpoint',
  property: DocumentProperty,
): Observation<SettingValue> {
  const text = property.value
  if (text === '') return known(null)
  const nonsense = unknown(
    `the property "${property.key}" has "${text}" where ${kind === 'endpoint' ? 'address:port' : `a ${kind}`} is due`,
  )
  switch (kind) {
    case 'text':
      return known(text)
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? known(Number(text)) : nonsense
    case 'boolean':
      return text === 'true' || text === 'false' ? known(text === 'true') : nonsense
    case 'endpoint': {
      const endpoint = splitEndpoint(text)
      return endpoint === undefined ? nonsense : known(endpoint)
    }
  }
}

function decodeList(entry: PropertyEntry, text: string): Observation<SettingValue> {
  const list = openInlineList(text)
  if ('problem' in list) return unknown(`the property "${entry.key}": ${list.problem}`)
  const value = entry.encoding.kind === 'rows' ? readRows(entry, entry.encoding.columns, list) : readSimple(entry, list)
  return value !== null && typeof value === 'object' && 'problem' in value
    ? unknown(`the property "${entry.key}": ${value.problem}`)
    : known(value)
}

type Read = SettingValue | { readonly problem: string }

function readSimple({ setting, encoding }: PropertyEntry, { entries }: InlineList): Read {
  const texts = entries.map(simpleText)
  const simple = texts.filter((text) => text !== undefined)
  if (simple.length < texts.length) return { problem: 'it has rows where plain entries are due' }
  if (!holdsEndpoints(setting, encoding)) return simple
  const endpoints = simple.map(splitEndpoint)
  const complete = endpoints.filter((endpoint) => endpoint !== undefined)
  return complete.length < endpoints.length ? { problem: 'an entry is not address:port' } : complete
}

function readRows(
  { setting }: PropertyEntry,
  columns: Readonly<Record<string, string>>,
  { entries }: InlineList,
): Read {
  const rows = entries.map((entry) => cellsOf(setting, columns, entry))
  const complete = rows.filter((row) => row !== undefined)
  if (complete.length < rows.length) return { problem: 'it has plain entries where rows are due' }
  return valueOfRows(setting, complete)
}

function cellsOf(
  setting: PropertyEntry['setting'],
  columns: Readonly<Record<string, string>>,
  entry: XmlElement,
): Cells | undefined {
  const held = columnsOf(entry)
  if (held === undefined) return undefined
  const secret = secretFields(setting)
  const cells = new Map<string, string>()
  for (const [field, key] of Object.entries(columns)) {
    const text = held.get(key)?.attributes['value'] ?? ''
    if (text !== '' && !secret.has(field)) cells.set(field, text)
  }
  return cells
}

function encodeList(entry: PropertyEntry, value: SettingValue, current: DocumentProperty): string {
  const list = openInlineList(current.value)
  if ('problem' in list) throw refused(entry, `${list.problem}; what it holds could not be kept`)
  const entries =
    entry.encoding.kind === 'rows' ? rowEntries(entry, entry.encoding.columns, value, list) : simpleEntries(value, list)
  return renderInlineList(list, entries)
}

function simpleEntries(value: SettingValue, list: InlineList): readonly XmlElement[] {
  const before = new Map(list.entries.map((entry) => [simpleText(entry), entry]))
  const elements: readonly unknown[] = Array.isArray(value) ? value : []
  return elements.map((item) => {
    const text = isEndpoint(item) ? joinEndpoint(item) : String(item)
    return simpleEntry(text, before.get(text))
  })
}

function rowEntries(
  { setting }: PropertyEntry,
  columns: Readonly<Record<string, string>>,
  value: SettingValue,
  list: InlineList,
): readonly XmlElement[] {
  const identify = (row: Cells): string => JSON.stringify(identityOf(setting).map((field) => row.get(field)))
  const before = new Map<string, XmlElement>()
  for (const entry of list.entries) {
    const cells = cellsOf(setting, columns, entry)
    if (cells !== undefined) before.set(identify(withEndpoint(cells)), entry)
  }
  return rowsOfValue(setting, value).map((row) => {
    const kept = before.get(identify(row))
    return rowEntry(columnsFor(setting, columns, row, kept ?? list.entries[0], kept !== undefined), kept)
  })
}

/** The columns of a row: those that the dialect knows with their new text, all others (and secrets) as they were. */
function columnsFor(
  setting: PropertyEntry['setting'],
  columns: Readonly<Record<string, string>>,
  row: Cells,
  model: XmlElement | undefined,
  keep: boolean,
): readonly XmlElement[] {
  const held = (model && columnsOf(model)) ?? new Map<string, XmlElement>()
  const secret = secretFields(setting)
  const managed = new Map(
    Object.entries(columns)
      .filter(([field]) => !secret.has(field))
      .map(([field, key]) => [key, field]),
  )
  const written = [...managed].map(([key, field]) => {
    const attributes = held.get(key)?.attributes ?? { key, type: columnType(setting, field), encrypted: 'false' }
    return element('configurationProperty', { ...attributes, value: row.get(field) ?? '' })
  })
  const others = keep ? [...held.values()].filter((column) => !managed.has(column.attributes['key'] ?? '')) : []
  return [...written, ...others]
}

function columnType(setting: PropertyEntry['setting'], field: string): string {
  const shape = settingShapes[setting]
  const kind = shape.kind === 'rows' ? shape.fields.find(({ name }) => name === field)?.kind : undefined
  return kind === 'number' || kind === 'boolean' ? COLUMN_TYPE[kind] : COLUMN_TYPE.text
}

function withEndpoint(cells: Cells): Cells {
  const [address, port] = [cells.get('address'), cells.get('port')]
  if (cells.has('endpoint') || address === undefined || port === undefined) return cells
  return new Map([...cells, ['endpoint', joinEndpoint({ address, port: Number(port) })]])
}

function holdsEndpoints(setting: PropertyEntry['setting'], encoding: Encoding): boolean {
  return settingShapes[setting].kind === 'endpoints' || (encoding.kind === 'list' && encoding.element === 'endpoint')
}

function isEndpoint(item: unknown): item is { readonly address: string; readonly port: number } {
  return typeof item === 'object' && item !== null && 'address' in item && 'port' in item
}

function refused(entry: PropertyEntry, message: string): ApplianceError {
  return new ApplianceError('refused', `property "${entry.key}"`, `"${entry.setting}" cannot be written: ${message}`)
}
