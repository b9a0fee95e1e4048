import type { DocumentPath, Place } from '../../source/place.ts'
import { valueAt } from '../../source/place.ts'
import { isSettingName, settingNames } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Layer, Sourced } from '../../model/sourced.ts'
import type { Values } from '../documents.ts'
import { substitute } from './range.ts'

/** Values written in one place of one file, on one layer; a node's values are made of a stack of these. */
export interface Sheet {
  readonly layer: Exclude<Layer, 'derived'>
  readonly file: string
  readonly path: DocumentPath
  readonly values: Values
  /** For a range of nodes: which of its members this one is, counted from 0. */
  readonly member?: number
}

/** One value of a sheet under its dotted name, for example `updates.interval`. */
export interface Entry {
  readonly name: string
  readonly raw: unknown
  readonly place: Place
  readonly layer: Exclude<Layer, 'derived'>
}

/** Keys that hold settings of one subject rather than being a setting themselves. */
export const SUBJECTS: ReadonlySet<string> = new Set([
  'groups',
  'messages',
  'gui',
  'clock',
  'versionCheck',
  'updates',
  'subscribedLists',
  'storage',
  'ntp',
  'rest',
])

/** Keys that declare something about a node and are no settings of an appliance. */
export const FACTS: ReadonlySet<string> = new Set([
  'pool',
  'offlineProne',
  'updateEgress',
  'managementOnly',
  'portsInUse',
  'fips',
  'branch',
])

/** The settings and facts of a sheet, one by one; its other keys are no business of the layers. */
export function entriesOf(sheet: Sheet): readonly Entry[] {
  const { values, path } = sheet
  const entries: Entry[] = []
  for (const key of Object.keys(values)) {
    const value = values[key]
    if (isSettingName(key) || FACTS.has(key)) entries.push(entry(sheet, key, [...path, key], value))
    else if (SUBJECTS.has(key) && isMap(value)) {
      for (const inner of Object.keys(value)) {
        entries.push(entry(sheet, dotted(key, inner), [...path, key, inner], value[inner]))
      }
    }
  }
  return entries
}

function entry({ layer, file, member }: Sheet, name: string, path: DocumentPath, raw: unknown): Entry {
  const value = member === undefined ? raw : substitute(raw, member)
  return { name, raw: value, layer, place: valueAt(file, path) }
}

/** By subject and key. A text that is put together anew for each node has to be hashed anew wherever it is looked up. */
const DOTTED: ReadonlyMap<string, ReadonlyMap<string, SettingName>> = new Map(
  [...SUBJECTS].map((subject) => {
    const own = settingNames.filter((name) => name.startsWith(`${subject}.`))
    return [subject, new Map(own.map((name) => [name.slice(subject.length + 1), name]))]
  }),
)

function dotted(subject: string, key: string): string {
  return DOTTED.get(subject)?.get(key) ?? `${subject}.${key}`
}

/** A value with its origin, over the value that it overrides. */
export function sourced<Value>(value: Value, layer: Layer, place: Place, overrode?: Sourced<Value>): Sourced<Value> {
  const origin = { layer, place }
  return overrode === undefined ? { value, origin } : { value, origin, overrode }
}

/** Whether a value is a map of keys to values. */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
