import { isSettingName, settingNames } from '../model/setting-shapes.ts'
import type { SettingName } from '../model/settings.ts'
import { checked, failed, type Checked } from '../source/checked.ts'
import { hasErrors } from '../source/diagnostic.ts'
import {
  fieldsOf,
  integer,
  mapOf,
  oneOf,
  reject,
  startReading,
  text,
  type Read,
  type Reading,
} from '../source/fields.ts'
import { keyAt } from '../source/place.ts'
import { didYouMean } from '../source/suggest.ts'
import { readEncoding } from './parse-encoding.ts'
import { factNames, heldParts } from './dialect.ts'
import type {
  Dialect,
  DocumentEntry,
  Fact,
  FactName,
  Identifier,
  IdentifierKind,
  NumberRange,
  PropertyEntry,
  Provenance,
} from './dialect.ts'

/** Reads a dialect file that has been parsed as JSON; `file` is what diagnostics call it. */
export function parseDialect(json: unknown, file: string): Checked<Dialect> {
  const at = startReading(file)
  const dialect = readDialect(json, at)
  return dialect === undefined || hasErrors(at.problems) ? failed(at.problems) : checked(dialect, at.problems)
}

const readDialect: Read<Dialect> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  fields.optional('$schema', text)
  fields.required('format', integer(1, 1))
  const name = fields.required('name', text)
  const description = fields.optional('description', text)
  const products = fields.optional('products', readProducts)
  const documents = fields.optional('documents', named(readDocument))
  const settings = fields.optional('settings', readSettings)
  const policy = fields.optional('policy', readPolicy)
  const facts = fields.optional('facts', readFacts)
  fields.done()
  if (name === undefined) return undefined
  return {
    name,
    description: description ?? '',
    ...(products === undefined ? {} : { products }),
    documents: documents ?? new Map(),
    settings: settings ?? new Map(),
    policy: policy ?? readPolicyFrom(() => undefined),
    facts: facts ?? new Map(),
  }
}

const readProducts: Read<{ readonly from: string; readonly to: string }> = (value, at) => {
  const fields = fieldsOf(value, at)
  const from = fields?.required('from', text)
  const to = fields?.required('to', text)
  fields?.done()
  return from === undefined || to === undefined ? undefined : { from, to }
}

const readProvenance: Read<Provenance> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const mark = fields.required('mark', oneOf([...marks]))
  const source = fields.required('source', text)
  const date = fields.optional('date', text)
  const product = fields.optional('product', text)
  fields.done()
  if (mark === undefined || source === undefined) return undefined
  if (mark === 'calibrated' && (date === undefined || product === undefined))
    return reject(at, 'a calibrated entry says when and from which product version', 'add "date" and "product"')
  return { mark, source, ...(date === undefined ? {} : { date }), ...(product === undefined ? {} : { product }) }
}

const marks = [
  'doc',
  'seen',
  'client',
  'client2',
  'third-party',
  'inferred',
  'recalled',
  'ours',
  'unknown',
  'calibrated',
] as const

const readDocument: Read<Omit<DocumentEntry, 'id'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  const title = fields?.required('title', text)
  const type = fields?.required('type', text)
  const provenance = fields?.required('provenance', readProvenance)
  fields?.done()
  return title === undefined || type === undefined || provenance === undefined ? undefined : { title, type, provenance }
}

const readSettings: Read<ReadonlyMap<SettingName, PropertyEntry>> = (value, at) => {
  const entries = mapOf(readProperty)(value, at)
  if (entries === undefined) return undefined
  const result = new Map<SettingName, PropertyEntry>()
  for (const [setting, entry] of entries) {
    if (isSettingName(setting)) result.set(setting, { setting, ...entry })
    else rejectName(at, setting, 'a setting that Pader can manage', settingNames)
  }
  return result
}

const readFacts: Read<ReadonlyMap<FactName, Fact>> = (value, at) => {
  const entries = mapOf(readFact)(value, at)
  if (entries === undefined) return undefined
  const result = new Map<FactName, Fact>()
  for (const [written, fact] of entries) {
    const name = factNames.find((one) => one === written)
    if (name === undefined) rejectName(at, written, 'a fact that Pader asks for', factNames)
    else result.set(name, fact)
  }
  return result
}

/** What is filed under a name that nothing looks up would be taken for known and never be used. */
function rejectName(at: Reading, name: string, what: string, known: readonly string[]): void {
  at.problems.push({
    code: 'SCHEMA-UNKNOWN-KEY',
    severity: 'error',
    message: `"${name}" is not ${what}`,
    place: keyAt(at.file, [...at.path, name]),
    help: didYouMean(name, known)?.help ?? `known are ${known.toSorted().join(', ')}`,
  })
}

const readProperty: Read<Omit<PropertyEntry, 'setting'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const document = fields.required('document', text)
  const key = fields.required('key', text)
  const type = fields.required('type', text)
  const listType = fields.optional('listType', text)
  const encoding = fields.required('encoding', readEncoding)
  const provenance = fields.required('provenance', readProvenance)
  fields.done()
  if (document === undefined || key === undefined || type === undefined) return undefined
  if (encoding === undefined || provenance === undefined) return undefined
  return { document, key, type, ...(listType === undefined ? {} : { listType }), encoding, provenance }
}

const readRange: Read<NumberRange> = (value, at) => {
  const fields = fieldsOf(value, at)
  const bound = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  const least = fields?.optional('least', bound)
  const most = fields?.optional('most', bound)
  fields?.done()
  if (least !== undefined && most !== undefined && least > most) return reject(at, 'the least is above the most')
  return { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) }
}

const readIdentifier: Read<Omit<Identifier, 'name'>> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const id = fields.optional('id', text)
  const type = fields.optional('type', text)
  const listType = fields.optional('listType', text)
  const instead = fields.optional('instead', text)
  const holds = fields.optional('holds', oneOf(heldParts))
  const range = fields.optional('range', readRange)
  const provenance = fields.required('provenance', readProvenance)
  fields.done()
  if (provenance === undefined) return undefined
  if (id === undefined && provenance.mark !== 'unknown')
    return reject(at, 'an identifier without an id is unknown', 'give the id, or the mark "unknown"')
  return {
    ...(id === undefined ? {} : { id }),
    ...(type === undefined ? {} : { type }),
    ...(listType === undefined ? {} : { listType }),
    ...(instead === undefined ? {} : { instead }),
    ...(holds === undefined ? {} : { holds }),
    ...(range === undefined ? {} : { range }),
    provenance,
  }
}

const readPolicy: Read<Dialect['policy']> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const policy = readPolicyFrom((kind) => {
    const identifiers = fields.optional(kind, mapOf(readIdentifier))
    return identifiers && withName(identifiers)
  })
  fields.done()
  return policy
}

function readPolicyFrom(
  read: (kind: IdentifierKind) => ReadonlyMap<string, Identifier> | undefined,
): Dialect['policy'] {
  const of = (kind: IdentifierKind): ReadonlyMap<string, Identifier> => read(kind) ?? new Map()
  return {
    properties: of('properties'),
    parameters: of('parameters'),
    operators: of('operators'),
    actions: of('actions'),
    types: of('types'),
    procedures: of('procedures'),
  }
}

const readFact: Read<Fact> = (value, at) => {
  const fields = fieldsOf(value, at)
  const said = fields?.required('value', text)
  const provenance = fields?.required('provenance', readProvenance)
  fields?.done()
  return said === undefined || provenance === undefined ? undefined : { value: said, provenance }
}

function withName(identifiers: ReadonlyMap<string, Omit<Identifier, 'name'>>): ReadonlyMap<string, Identifier> {
  return new Map([...identifiers].map(([name, identifier]) => [name, { name, ...identifier }]))
}

function named(read: Read<Omit<DocumentEntry, 'id'>>): Read<ReadonlyMap<string, DocumentEntry>> {
  return (value, at) => {
    const documents = mapOf(read)(value, at)
    return documents && new Map([...documents].map(([id, entry]) => [id, { id, ...entry }]))
  }
}
