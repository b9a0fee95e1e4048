import type { DesiredList, DesiredTable, TableRow } from '../../model/policy/list.ts'
import type { SettingsObject, SettingsValue, UserProperty } from '../../model/policy/settings-object.ts'
import { attributes, parent, textElement, type XmlElement } from './element.ts'
import { stringValue } from './encode-criteria.ts'
import type { Ids } from './ids.ts'
import { handleKey } from './rule-set-export.ts'

/** Version of the format of lists, the same in all products that write these documents. */
const listFormat = '1.0.3.46'

/** Makes the `content` of a list of plain entries. */
export type EncodeEntries = (list: DesiredList) => XmlElement

/** The `content` of a list of plain entries, which has no id in it: it is the same in every document. */
export function encodeEntries({ entries }: DesiredList): XmlElement {
  return parent(
    'content',
    [],
    entries.map(({ value, description }) => plainEntry(value, description)),
  )
}

/** Writes the `entry` that defines a list. */
export function encodeList(
  list: DesiredList | DesiredTable,
  id: string,
  ids: Ids,
  { product, contentOf }: { readonly product: string; readonly contentOf: EncodeEntries },
): XmlElement {
  const content = 'entries' in list ? contentOf(list) : encodeRows(list, ids)
  return parent(
    'entry',
    [],
    [
      textElement('string', id),
      parent(
        'list',
        [
          ['version', listFormat],
          ['mwg-version', product],
          ['name', list.name],
          ['id', id],
          ['typeId', ids.word('types', list.type)],
          ['classifier', 'Other'],
          ['systemList', 'false'],
          ['structuralList', 'false'],
          ['defaultRights', '2'],
        ],
        [textElement('description', list.description), content],
      ),
    ],
  )
}

/** Writes the `listEntry` of a plain entry. */
export function plainEntry(value: string, description: string): XmlElement {
  return parent('listEntry', [], [textElement('entry', value), textElement('description', description)])
}

function encodeRows({ rows }: DesiredTable, ids: Ids): XmlElement {
  return parent(
    'content',
    [],
    rows.map((row) => encodeRow(row, ids)),
  )
}

function encodeRow(row: TableRow, ids: Ids): XmlElement {
  const [first] = row.cells
  if (row.cells.length === 1 && first?.key === '') return plainEntry(first.value, row.description)
  const cells = row.cells.map((cell) => encodeValue(cell, ids))
  return parent(
    'listEntry',
    [],
    [
      parent(
        'complexEntry',
        [['defaultRights', '2']],
        [parent('acElements', [], []), parent('configurationProperties', [], cells)],
      ),
      textElement('description', row.description),
    ],
  )
}

/** Writes a `configuration`. */
export function encodeSettings(settings: SettingsObject, index: number, ids: Ids, product: string): XmlElement {
  return parent(
    'configuration',
    attributes(
      ['version', settings.version],
      ['mwg-version', product],
      ['id', ids.own(handleKey('settings', index))],
      ['defaultRights', '2'],
      ['templateId', settings.template],
      ['name', settings.name],
      ['targetId', ids.word('actions', settings.target)],
    ),
    [
      parent('acElements', [], []),
      parent(
        'configurationProperties',
        [],
        settings.values.map((value) => encodeValue(value, ids)),
      ),
      textElement('description', settings.description),
    ],
  )
}

function encodeValue(value: SettingsValue, ids: Ids): XmlElement {
  return parent(
    'configurationProperty',
    attributes(
      ['key', value.key],
      ['type', ids.word('types', value.type)],
      ['listType', value.listType === undefined ? undefined : ids.word('types', value.listType)],
      ['encrypted', String(value.encrypted === true)],
      ['value', value.value],
    ),
    [],
  )
}

/** Writes a `userDefinedProperty`. The parent and the scope are the same in every document seen. */
export function encodeUserProperty(property: UserProperty, index: number, ids: Ids): XmlElement {
  return parent(
    'userDefinedProperty',
    [
      ['parentId', '81'],
      ['typeId', ids.word('types', property.type)],
      ['name', property.name],
      ['id', ids.own(handleKey('property', index))],
      ['scope', '0'],
      ['description', property.description],
      ['defaultRights', '2'],
    ],
    [stringValue({ type: property.type, value: property.initial }, ids)],
  )
}
