import type { DocumentPath, Place } from '../../source/place.ts'
import { settingNames } from '../../model/setting-shapes.ts'
import type { SettingName } from '../../model/settings.ts'
import { WrittenOrigin, type Layer, type Origin, type Sourced } from '../../model/sourced.ts'
import type { Values } from './documents.ts'
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

/** Takes the values of a sheet, each under its name with what it is and where it stands. */
export interface SheetReader {
  readonly setting: (name: SettingName, raw: unknown, origin: Origin) => void
  readonly fact: (name: string, raw: unknown, origin: Origin) => void
}

/** A setting and the keys that lead to it. */
interface SettingKey {
  readonly name: SettingName
  readonly steps: DocumentPath
}

/** What a key of a sheet leads to: a setting, a fact, or the settings of a subject by their own keys. */
type Meaning =
  | { readonly kind: 'setting'; readonly key: SettingKey }
  | { readonly kind: 'fact'; readonly steps: DocumentPath }
  | { readonly kind: 'subject'; readonly settings: ReadonlyMap<string, SettingKey> }

/** Made once: a name that is put together anew for each node has to be hashed anew wherever it is looked up. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ...[...FACTS].map((key): [string, Meaning] => [key, { kind: 'fact', steps: [key] }]),
  ...[...SUBJECTS].map((key): [string, Meaning] => [key, { kind: 'subject', settings: settingsOf(key) }]),
  ...settingNames.map((name): [string, Meaning] => [name, { kind: 'setting', key: { name, steps: [name] } }]),
])

function settingsOf(subject: string): ReadonlyMap<string, SettingKey> {
  const own = settingNames.filter((name) => name.startsWith(`${subject}.`))
  return new Map(
    own.map((name) => {
      const key = name.slice(subject.length + 1)
      return [key, { name, steps: [subject, key] }]
    }),
  )
}

/** Reads the settings and facts of a sheet one by one; its other keys are no business of the layers. */
export function readSheet(sheet: Sheet, reader: SheetReader): void {
  const { values } = sheet
  for (const key of Object.keys(values)) {
    const meaning = MEANINGS.get(key)
    if (meaning === undefined) continue
    const value = values[key]
    switch (meaning.kind) {
      case 'setting':
        reader.setting(meaning.key.name, ownOf(sheet, value), originIn(sheet, meaning.key.steps))
        break
      case 'fact':
        reader.fact(key, ownOf(sheet, value), originIn(sheet, meaning.steps))
        break
      case 'subject':
        if (isMap(value)) readSubject(sheet, meaning.settings, value, reader)
    }
  }
}

function readSubject(
  sheet: Sheet,
  settings: ReadonlyMap<string, SettingKey>,
  values: Values,
  reader: SheetReader,
): void {
  for (const key of Object.keys(values)) {
    const found = settings.get(key)
    if (found !== undefined) reader.setting(found.name, ownOf(sheet, values[key]), originIn(sheet, found.steps))
  }
}

function ownOf({ member }: Sheet, raw: unknown): unknown {
  return member === undefined ? raw : substitute(raw, member)
}

function originIn({ layer, file, path }: Sheet, steps: DocumentPath): Origin {
  return new WrittenOrigin(layer, file, path, steps)
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
