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
import { readScalar, writeScalar, type ScalarEncoding } from './scalar-text.ts'
import { valueOfWord, wordForValue } from './words.ts'
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
  if (encoding.kind === 'joined') return decodeJoined(entry, encoding.separator, property.value)
  return decodeScalar(encoding, property)
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
  if (encoding.kind === 'joined') return encodeJoined(entry, encoding.separator, value)
  if (encoding.kind === 'endpoint' && isEndpoint(value)) return joinEndpoint(value)
  if (encoding.kind === 'endpoint' || typeof value === 'object') {
    throw refused(entry, `a ${encoding.kind} cannot hold ${JSON.stringify(value)}`)
  }
  return writeScalar(encoding, value) ?? neverSeen(entry, String(value))
}

function encodeJoined(entry: PropertyEntry, separator: string, value: SettingValue): string {
  const elements: readonly unknown[] = Array.isArray(value) ? value : []
  const texts = elements.map((item) => (isEndpoint(item) ? joinEndpoint(item) : String(item)))
  const odd = texts.find((text) => text.includes(separator))
  if (odd !== undefined) throw refused(entry, `"${odd}" has "${separator}" in it, which parts the elements`)
  return texts.join(separator)
}

function neverSeen(entry: PropertyEntry, value: string): never {
  throw refused(entry, `nobody has seen how ${value} is written there: set it once in the UI and calibrate again`)
}

function decodeScalar(encoding: ScalarEncoding, property: DocumentProperty): Observation<SettingValue> {
  const text = property.value
  if (text === '') return known(null)
  const value = readScalar(encoding, text)
  if (value !== undefined) return known(value)
  const due = encoding.kind === 'endpoint' ? 'address:port' : `a ${encoding.kind}`
  const words = 'words' in encoding ? ' in one of the words that are known' : ''
  return unknown(`the property "${property.key}" has "${text}" where ${due}${words} is due`)
}

function decodeJoined(
  { setting, encoding, key }: PropertyEntry,
  separator: string,
  text: string,
): Observation<SettingValue> {
  const parts = text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (!holdsEndpoints(setting, encoding)) return known(parts)
  const endpoints = parts.map(splitEndpoint).filter((endpoint) => endpoint !== undefined)
  return endpoints.length === parts.length
    ? known(endpoints)
    : unknown(`the property "${key}" has "${text}" where address:port is due, "${separator}" between two`)
}

function decodeList(entry: PropertyEntry, text: string): Observation<SettingValue> {
  const list = openInlineList(text)
  if ('problem' in list) return unknown(`the property "${entry.key}": ${list.problem}`)
  const value = entry.encoding.kind === 'rows' ? readRows(entry, entry.encoding, list) : readSimple(entry, list)
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

function readRows({ setting }: PropertyEntry, encoding: RowEncoding, { entries }: InlineList): Read {
  const rows = entries.map((entry) => cellsOf(setting, encoding, entry))
  const complete = rows.filter((row) => row !== undefined)
  if (complete.length < rows.length) return { problem: 'it has plain entries where rows are due' }
  return valueOfRows(setting, complete)
}

type RowEncoding = Extract<Encoding, { kind: 'rows' }>

/** The cells of a row by field. A text that is none of the known words stays as it is, and makes no sense as a value. */
function cellsOf(
  setting: PropertyEntry['setting'],
  { columns, words }: RowEncoding,
  entry: XmlElement,
): Cells | undefined {
  const held = columnsOf(entry)
  if (held === undefined) return undefined
  const secret = secretFields(setting)
  const cells = new Map<string, string>()
  for (const [field, key] of Object.entries(columns)) {
    const text = held.get(key)?.attributes['value'] ?? ''
    const known = words?.[field]
    if (text !== '' && !secret.has(field))
      cells.set(field, known === undefined ? text : (valueOfWord(known, text) ?? text))
  }
  return cells
}

function encodeList(entry: PropertyEntry, value: SettingValue, current: DocumentProperty): string {
  const list = openInlineList(current.value)
  if ('problem' in list) throw refused(entry, `${list.problem}; what it holds could not be kept`)
  const entries =
    entry.encoding.kind === 'rows' ? rowEntries(entry, entry.encoding, value, list) : simpleEntries(value, list)
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
  entry: PropertyEntry,
  encoding: RowEncoding,
  value: SettingValue,
  list: InlineList,
): readonly XmlElement[] {
  const { setting } = entry
  const identify = (row: Cells): string => JSON.stringify(identityOf(setting).map((field) => row.get(field)))
  const before = new Map<string, XmlElement>()
  for (const held of list.entries) {
    const cells = cellsOf(setting, encoding, held)
    if (cells !== undefined) before.set(identify(withEndpoint(cells)), held)
  }
  return rowsOfValue(setting, value).map((row) => {
    const kept = before.get(identify(row))
    return rowEntry(columnsFor(entry, encoding, row, kept ?? list.entries[0], kept !== undefined), kept)
  })
}

/** The columns of a row: those that the dialect knows with their new text, all others (and secrets) as they were. */
function columnsFor(
  entry: PropertyEntry,
  { columns, words }: RowEncoding,
  row: Cells,
  model: XmlElement | undefined,
  keep: boolean,
): readonly XmlElement[] {
  const { setting } = entry
  const held = (model && columnsOf(model)) ?? new Map<string, XmlElement>()
  const secret = secretFields(setting)
  const managed = new Map(
    Object.entries(columns)
      .filter(([field]) => !secret.has(field))
      .map(([field, key]) => [key, field]),
  )
  const written = [...managed].map(([key, field]) => {
    const attributes = held.get(key)?.attributes ?? { key, type: columnType(setting, field), encrypted: 'false' }
    const [value, known] = [row.get(field) ?? '', words?.[field]]
    const text = known === undefined || value === '' ? value : (wordForValue(known, value) ?? neverSeen(entry, value))
    return element('configurationProperty', { ...attributes, value: text })
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
