import { below, valueAt, type DocumentPath, type Place } from '../../source/place.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'
import type { Layer, Origin, Sourced } from '../../model/sourced.ts'
import type { Values } from '../documents.ts'
import { substitute } from './range.ts'

/** Values written in one place of one file, on one layer; a node's values are made of a stack of these. */
export interface Sheet {
  readonly layer: Exclude<Layer, 'derived' | 'region'>
  readonly file: string
  readonly path: DocumentPath
  readonly values: Values
  /** For a range of nodes: which of its members this one is, counted from 0. */
  readonly member?: number
}

/** One value of a sheet under its dotted name, for example `updates.interval`. */
export interface Entry<Name extends string = string> {
  readonly name: Name
  readonly raw: unknown
  readonly origin: Origin
}

/** The values of a sheet that are laid over those of other sheets. */
export interface Entries {
  readonly settings: readonly Entry<SettingName>[]
  readonly facts: readonly Entry[]
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

/** What a key of a sheet leads to: a setting, a fact, or the settings of a subject by their own keys. */
type Meaning =
  | { readonly kind: 'setting'; readonly name: SettingName }
  | { readonly kind: 'fact' }
  | { readonly kind: 'subject'; readonly settings: ReadonlyMap<string, SettingName> }

/** Made once: a name that is put together anew for each node has to be hashed anew wherever it is looked up. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ...[...FACTS].map((key): [string, Meaning] => [key, { kind: 'fact' }]),
  ...[...SUBJECTS].map((key): [string, Meaning] => [key, { kind: 'subject', settings: settingsOf(key) }]),
  ...settingNames.map((name): [string, Meaning] => [name, { kind: 'setting', name }]),
])

function settingsOf(subject: string): ReadonlyMap<string, SettingName> {
  const own = settingNames.filter((name) => name.startsWith(`${subject}.`))
  return new Map(own.map((name) => [name.slice(subject.length + 1), name]))
}

const NONE: readonly Entry[] = []

/** The settings and facts of a sheet, one by one; its other keys are no business of the layers. */
export function entriesOf(sheet: Sheet): Entries {
  const { values, path } = sheet
  const settings: Entry<SettingName>[] = []
  let facts: Entry[] | undefined
  for (const key of Object.keys(values)) {
    const meaning = MEANINGS.get(key)
    if (meaning === undefined) continue
    const value = values[key]
    switch (meaning.kind) {
      case 'setting':
        settings.push(entry(sheet, meaning.name, below(path, key), value))
        break
      case 'fact':
        facts ??= []
        facts.push(entry(sheet, key, below(path, key), value))
        break
      case 'subject':
        if (isMap(value)) addSettings(settings, sheet, meaning.settings, below(path, key), value)
    }
  }
  return { settings, facts: facts ?? NONE }
}

function addSettings(
  into: Entry<SettingName>[],
  sheet: Sheet,
  names: ReadonlyMap<string, SettingName>,
  path: DocumentPath,
  values: Values,
): void {
  for (const key of Object.keys(values)) {
    const name = names.get(key)
    if (name !== undefined) into.push(entry(sheet, name, below(path, key), values[key]))
  }
}

function entry<Name extends string>(
  { layer, file, member }: Sheet,
  name: Name,
  path: DocumentPath,
  raw: unknown,
): Entry<Name> {
  const value = member === undefined ? raw : substitute(raw, member)
  return { name, raw: value, origin: { layer, place: valueAt(file, path) } }
}

/** A value with its origin, over the value that it overrides. */
export function sourced<Value>(value: Value, layer: Layer, place: Place, overrode?: Sourced<Value>): Sourced<Value> {
  return over(value, { layer, place }, overrode)
}

/** The same for an origin that is there already. */
export function over<Value>(value: Value, origin: Origin, overrode: Sourced<Value> | undefined): Sourced<Value> {
  return overrode === undefined ? { value, origin } : { value, origin, overrode }
}

/** Whether a value is a map of keys to values. */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
