import { onceForEach, onceForEachText } from '../../source/once-for-each.ts'
import type { StoredEntry, StoredList } from '../storage.ts'
import { WIRE } from '../wire-names.ts'
import { child, childrenNamed, element, textOf, withoutBlanks, type Element } from '../xml/element.ts'
import { writeCompact } from '../xml/write.ts'

/** The `list` element of a list, attributes in the order that exports have. */
export function writeList(list: StoredList, productBuild: string): Element {
  return written(list)(productBuild)
}

const written = onceForEach((list: StoredList) => onceForEachText((build) => listElement(list, build)))

function listElement(list: StoredList, productBuild: string): Element {
  return element(
    'list',
    {
      version: WIRE.listSchema,
      'mwg-version': productBuild,
      name: list.name,
      id: list.id,
      typeId: list.typeId,
      classifier: list.classifier,
      systemList: String(list.systemList),
      structuralList: String(list.structuralList),
      defaultRights: list.defaultRights,
      ...list.subscription,
    },
    [
      element('description', {}, [list.description]),
      ...(list.setup === undefined ? [] : [list.setup]),
      element('content', {}, list.entries.map(writeListEntry)),
    ],
  )
}

/** A list without entries, as the product makes one. */
export function blankList(id: string, name: string, typeId: string): StoredList {
  return {
    id,
    name,
    typeId,
    classifier: 'Other',
    systemList: false,
    structuralList: false,
    defaultRights: '2',
    description: '',
    entries: [],
  }
}

/** What the attributes of a `list` element say besides its name and type; what they leave out stays as it was. */
export function withAttributes(list: StoredList, { attributes }: Element): StoredList {
  const { classifier, systemList, structuralList, defaultRights, feature, subId } = attributes
  const flag = (text: string | undefined, before: boolean): boolean => (text === undefined ? before : text === 'true')
  const subscription = {
    ...list.subscription,
    ...(feature === undefined ? {} : { feature }),
    ...(subId === undefined ? {} : { subId }),
  }
  return {
    ...list,
    classifier: classifier ?? list.classifier,
    systemList: flag(systemList, list.systemList),
    structuralList: flag(structuralList, list.structuralList),
    defaultRights: defaultRights ?? list.defaultRights,
    ...(Object.keys(subscription).length === 0 ? {} : { subscription }),
  }
}

/** The `listEntry` element of an entry. */
export function writeListEntry(entry: StoredEntry): Element {
  const value = entry.row ?? element('entry', {}, [entry.value])
  return element('listEntry', {}, [value, element('description', {}, [entry.description])])
}

/** Reads a `listEntry`, or the `entry` or `complexEntry` that it should have been wrapped around. */
export function readListEntry(payload: Element): StoredEntry | undefined {
  if (payload.name !== 'listEntry') return undefined
  const description = textOf(child(payload, 'description'))
  const row = child(payload, 'complexEntry')
  if (row !== undefined) return rowEntry(row, description)
  const value = child(payload, 'entry')
  return value === undefined ? undefined : { value: textOf(value), description }
}

/** An entry that is a row; what is blank between its elements does not count. */
export function rowEntry(row: Element, description: string): StoredEntry {
  const canonical = withoutBlanks(row)
  return { value: writeCompact(canonical), description, row: canonical }
}

/** Reads the entries of a `list` element; undefined when one of them is none. */
export function readEntries(payload: Element): readonly StoredEntry[] | undefined {
  const content = child(payload, 'content')
  if (content === undefined) return []
  const entries: StoredEntry[] = []
  for (const found of childrenNamed(content, 'listEntry')) {
    const entry = readListEntry(found)
    if (entry === undefined) return undefined
    entries.push(entry)
  }
  return entries
}
