import { ownershipMarker, type DesiredList, type DesiredTable, type TableRow } from '../../model/policy/list.ts'
import type { ListEntry } from '../../model/list-entry.ts'
import type { SettingsObject, UserProperty } from '../../model/policy/settings-object.ts'
import { shownValue } from '../../policy/show/secrets.ts'
import type { Place } from '../../source/place.ts'
import type { Subject } from './change.ts'
import type { Field, Fields } from './fields.ts'

/** An object of a policy, part by part, so that a change of it can say which part changes. */
export interface PolicyObject {
  readonly subject: Subject
  /** The same in both revisions for the same object. */
  readonly key: string
  /** Key of the rule set that it stands in; absent at the top. */
  readonly within?: string
  readonly fields: Fields
  readonly place: Place
}

/** A list as its entries, each with the remark beside it. */
export function listObject({ name, type, description, entries, place }: DesiredList): PolicyObject {
  return {
    ...identityOf({ kind: 'list', name }),
    place,
    fields: new Map<string, Field>([
      ...fieldsOf(place, { type, description: ownWords(description) }),
      ['entries', { value: entries, shown: entries.map(entryWords), place: partOf(place, 'entries') }],
    ]),
  }
}

/** An entry with what somebody remarked beside it, unless the remark says no more than the entry. */
function entryWords({ value, description }: ListEntry): string {
  return value.includes(description) ? value : `${value} (${description})`
}

/** A table as its rows, each on one line. */
export function tableObject({ name, type, description, rows, place }: DesiredTable): PolicyObject {
  const shown = { value: rows, shown: rows.map(rowWords), place: partOf(place, 'rows') }
  return {
    ...identityOf({ kind: 'table', name }),
    place,
    fields: new Map<string, Field>([...fieldsOf(place, { type, description: ownWords(description) }), ['rows', shown]]),
  }
}

function rowWords({ cells, description }: TableRow): string {
  const words = cells.map((cell) => `${cell.key}: ${shownValue(cell)}`).join(', ')
  return description === '' ? words : `${words} (${description})`
}

/** Settings of an action or an engine, each value by its key. */
export function settingsObject(settings: SettingsObject): PolicyObject {
  const { name, target, template, version, description, values, place } = settings
  const keyed = values.flatMap(({ key, type, listType, ...rest }): readonly (readonly [string, Field])[] => {
    const at = partOf(partOf(place, 'values'), key)
    return [
      [key, { value: rest, shown: shownValue({ key, ...rest }), place: at }],
      [`type of ${key}`, { value: listType === undefined ? type : `${type} of ${listType}`, place: at }],
    ]
  })
  return {
    ...identityOf({ kind: 'settings', name }),
    place,
    fields: new Map([...fieldsOf(place, { target, template, version, description }), ...keyed]),
  }
}

/** A property that the policy defines itself. */
export function propertyObject({ name, type, initial, description, place }: UserProperty): PolicyObject {
  return { ...identityOf({ kind: 'property', name }), place, fields: fieldsOf(place, { type, initial, description }) }
}

/** What an object is called in both revisions. */
export function identityOf(subject: Subject): Pick<PolicyObject, 'subject' | 'key'> {
  return { subject, key: JSON.stringify(subject) }
}

/** Fields of an object whose keys in YAML are their names; what is not set and what is empty is not there. */
export function fieldsOf(place: Place, values: Readonly<Record<string, unknown>>): ReadonlyMap<string, Field> {
  return new Map(
    Object.entries(values).flatMap(([name, value]): readonly (readonly [string, Field])[] =>
      value === undefined || value === '' ? [] : [[name, { value, place: partOf(place, name) }]],
    ),
  )
}

/** The place of a key below another place; the place itself where it is not known where its parts stand. */
export function partOf(place: Place, key: string | number): Place {
  if (place.kind === 'range' || !place.file.endsWith('.yaml')) return place
  return { kind: 'node', file: place.file, path: [...(place.kind === 'node' ? place.path : []), key], part: 'key' }
}

/** What a person wrote, without the mark that says whose object it is. */
function ownWords(description: string): string {
  return description.startsWith(ownershipMarker) ? description.slice(ownershipMarker.length).trim() : description
}
