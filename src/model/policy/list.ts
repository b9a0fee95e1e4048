import type { Place } from '../../source/place.ts'
import type { ListEntry } from '../list-entry.ts'

/** Types of lists whose entries are plain text, by the short name that the REST interface uses. */
export const simpleListTypes = [
  'applcontrol',
  'category',
  'dimension',
  'ip',
  'iprange',
  'mediatype',
  'number',
  'regex',
  'string',
] as const

/** Short name of a list type with plain entries; `regex` is what the UI calls a wildcard expression. */
export type SimpleListType = (typeof simpleListTypes)[number]

/** A list that an appliance must hold with exactly these entries, in this order. */
export interface DesiredList {
  readonly name: string
  readonly type: SimpleListType
  /** What the appliance's UI shows beside the list; starts with {@link ownershipMarker}. */
  readonly description: string
  readonly entries: readonly ListEntry[]
  readonly place: Place
}

/** A list of rows (a map, next-hop proxies …) that an appliance must hold. */
export interface DesiredTable {
  readonly name: string
  /** Short name of the type below the product's complex types, for example `maptype`. */
  readonly type: string
  readonly description: string
  readonly rows: readonly TableRow[]
  readonly place: Place
}

/** One row of a table: its cells in the order in which they are written. */
export interface TableRow {
  readonly cells: readonly TableCell[]
  readonly description: string
}

/** One value of a row. An encrypted value is carried through unread. */
export interface TableCell {
  readonly key: string
  /** Short name of the value's type. */
  readonly type: string
  readonly value: string
  readonly encrypted?: boolean
}

/** Start of the description of every object that Pader owns: an object without it is never touched. */
export const ownershipMarker = '[managed by Pader]'

/** Whether the description says that Pader owns the object. */
export function isOwned(description: string): boolean {
  return description.startsWith(ownershipMarker)
}

/** The description of an object that Pader owns, with what a person should know about it. */
export function ownedDescription(text: string): string {
  return text === '' ? ownershipMarker : `${ownershipMarker} ${text}`
}
