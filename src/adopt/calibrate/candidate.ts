import { openInlineList } from '../../appliance/inline-list.ts'
import type { ConfigurationDocument, DocumentProperty } from '../../appliance/port.ts'
import { decodeSetting } from '../../appliance/value-codec.ts'
import { groupedBy } from '../../compile/facts/settings-of-nodes.ts'
import type { PropertyEntry } from '../../dialect/dialect.ts'
import { isEmpty, type SettingName, type SettingValue } from '../../model/settings.ts'
import { plainForms, type PlainEncoding } from './plain-forms.ts'
import { rowForms, rowsExplain, sameCells, type ColumnChoices } from './row-columns.ts'
import { sameAnswer } from './same-answer.ts'

/** Configuration documents of one node, by id. */
export type NodeDocuments = ReadonlyMap<string, ConfigurationDocument>

/** A property that may be where an appliance keeps a setting, and how it would be read then. */
export interface Candidate {
  readonly document: string
  readonly key: string
  readonly type: string
  readonly listType?: string
  /** How it would be read; absent for rows. */
  readonly plain?: PlainEncoding
  /** Columns that each field of a row may be in; absent where no row has been seen yet. */
  readonly columns?: ColumnChoices
  /** Names of the fields of a row, which tell two ways of writing an endpoint apart. */
  readonly fields?: readonly string[]
}

/** Every property of a node that reads as this value of the setting. */
export function candidatesFor(
  setting: SettingName,
  value: SettingValue,
  documents: NodeDocuments,
): readonly Candidate[] {
  return [...documents].flatMap(([document, { properties }]) =>
    [...properties.values()].flatMap((property) =>
      property.encrypted ? [] : formsOf(setting, value, document, property),
    ),
  )
}

/** What both looks leave possible, candidate by candidate. */
export function togetherOf(left: readonly Candidate[], right: readonly Candidate[]): readonly Candidate[] {
  const byPlace = groupedBy(right, identityOf)
  return left.flatMap((one) => (byPlace.get(identityOf(one)) ?? []).flatMap((other) => together(one, other) ?? []))
}

/** What both leave possible; undefined where they contradict each other. */
function together(left: Candidate, right: Candidate): Candidate | undefined {
  if (left.columns === undefined || right.columns === undefined) return left.columns === undefined ? right : left
  const columns = sameCells(left.columns, right.columns)
  return columns === undefined ? undefined : { ...left, columns }
}

/** The property that a candidate is about, as one text. */
export function placeOf({ document, key }: Pick<Candidate, 'document' | 'key'>): string {
  return `${key} of ${document}`
}

function identityOf({ plain, fields, ...place }: Candidate): string {
  return JSON.stringify([placeOf(place), plain, fields])
}

function formsOf(
  setting: SettingName,
  value: SettingValue,
  document: string,
  property: DocumentProperty,
): readonly Candidate[] {
  const { key, type, listType } = property
  const common = { document, key, type, ...(listType === undefined ? {} : { listType }) }
  const plain = plainForms(setting).flatMap((form): Candidate[] =>
    reads(setting, value, property, form) ? [{ ...common, plain: form }] : [],
  )
  const rows = rowForms(setting).flatMap((fields): Candidate[] => {
    if (!isList(property, value)) return []
    const columns = rowsExplain(setting, fields, value, property.value)
    if (columns === undefined) return []
    return [{ ...common, fields, ...(columns === 'no row' ? {} : { columns }) }]
  })
  return [...plain, ...rows]
}

/** Whether a property can hold a list: its text is one, or it is empty and so is the value. */
function isList({ value: text }: DocumentProperty, value: SettingValue): boolean {
  if (text.trim() === '') return isEmpty(value)
  return text.trimStart().startsWith('<') && !('problem' in openInlineList(text))
}

function reads(
  setting: SettingName,
  value: SettingValue,
  property: DocumentProperty,
  encoding: PlainEncoding,
): boolean {
  if (encoding.kind === 'list' && !isList(property, value)) return false
  if (encoding.kind === 'joined' && !isJoined(property.value, encoding.separator)) return false
  const entry: PropertyEntry = {
    setting,
    document: '',
    key: property.key,
    type: property.type,
    encoding,
    provenance: { mark: 'unknown', source: 'being looked for' },
  }
  const read = decodeSetting(entry, property)
  return read.kind === 'known' && sameAnswer(read.value, value)
}

/** Whether a text has just this between its elements: no blank is left over, and it is no list of another form. */
function isJoined(text: string, separator: string): boolean {
  if (text.trimStart().startsWith('<')) return false
  return text === '' || text.split(separator).every((part) => part !== '' && part.trim() === part)
}
