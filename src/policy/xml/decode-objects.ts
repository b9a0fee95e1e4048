import { simpleListTypes, type DesiredList, type DesiredTable, type TableRow } from '../../model/policy/list.ts'
import type { SettingsObject, UserProperty } from '../../model/policy/settings-object.ts'
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from './element.ts'
import type { Decoding } from './decode-rule-set.ts'

/** Reads a `list`: entries where its type has plain ones, rows otherwise. */
export function decodeList(element: XmlElement, { names, place }: Decoding): DesiredList | DesiredTable {
  const typeName = names.word('types', attributeOf(element, 'typeId') ?? '')
  const type = simpleListTypes.find((simple) => simple === typeName)
  const entries = childrenOf(childOf(element, 'content'), 'listEntry')
  const common = {
    name: attributeOf(element, 'name') ?? '',
    description: textOf(childOf(element, 'description')),
    place: place(element),
  }
  if (type === undefined) return { ...common, type: typeName, rows: entries.map((entry) => decodeRow(entry, names)) }
  return {
    ...common,
    type,
    entries: entries.map((entry) => ({
      value: textOf(childOf(entry, 'entry')),
      description: textOf(childOf(entry, 'description')),
    })),
  }
}

/** A row with one cell that has no key is a plain entry of a type that nobody listed. */
function decodeRow(element: XmlElement, names: Decoding['names']): TableRow {
  const description = textOf(childOf(element, 'description'))
  const plain = childOf(element, 'entry')
  if (plain !== undefined) return { cells: [{ key: '', type: '', value: textOf(plain) }], description }
  const cells = childrenOf(
    childOf(childOf(element, 'complexEntry'), 'configurationProperties'),
    'configurationProperty',
  )
  return { cells: cells.map((cell) => decodeValue(cell, names)), description }
}

/** Reads a `configuration`. */
export function decodeSettings(element: XmlElement, { names, place }: Decoding): SettingsObject {
  const target = attributeOf(element, 'targetId') ?? ''
  const action = names.vocabulary.byId('actions', target)?.name
  return {
    name: attributeOf(element, 'name') ?? '',
    target: action ?? target,
    template: attributeOf(element, 'templateId') ?? '',
    version: attributeOf(element, 'version') ?? '',
    description: textOf(childOf(element, 'description')),
    values: childrenOf(childOf(element, 'configurationProperties'), 'configurationProperty').map((value) =>
      decodeValue(value, names),
    ),
    place: place(element),
  }
}

function decodeValue(element: XmlElement, names: Decoding['names']) {
  const listType = attributeOf(element, 'listType')
  return {
    key: attributeOf(element, 'key') ?? '',
    type: names.word('types', attributeOf(element, 'type') ?? ''),
    ...(listType === undefined ? {} : { listType: names.word('types', listType) }),
    value: attributeOf(element, 'value') ?? '',
    ...(attributeOf(element, 'encrypted') === 'true' ? { encrypted: true } : {}),
  }
}

/** Reads a `userDefinedProperty`. */
export function decodeUserProperty(element: XmlElement, { names, place }: Decoding): UserProperty {
  return {
    name: attributeOf(element, 'name') ?? '',
    type: names.word('types', attributeOf(element, 'typeId') ?? ''),
    initial: attributeOf(childOf(element, 'stringValue'), 'value') ?? '',
    description: attributeOf(element, 'description') ?? '',
    place: place(element),
  }
}
