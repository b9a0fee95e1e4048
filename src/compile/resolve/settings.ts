import type { GroupName, LocationName } from '../../model/names.ts'
import type { NodeSettings, ResolvedSettings, SettingName } from '../../model/settings.ts'
import { DerivedOrigin, type Origin, type Sourced } from '../../model/sourced.ts'
import type { Place } from '../../source/place.ts'
import type { FactsDraft } from './node-facts.ts'
import { SETTING_READERS, type ReadingContext } from './setting-readers.ts'
import { over, readSheet, sourced, type Sheet } from '../documents/sheet.ts'

/** Settings while the layers are laid over each other. */
export type SettingsDraft = { [Name in SettingName]?: Sourced<NodeSettings[Name] | null> }

/** The settings and facts of a cluster, a location or a node as far as layers have been laid over each other. */
export interface Layers {
  readonly settings: ResolvedSettings
  readonly facts: FactsDraft
}

/** Lays a sheet over what is below it: each value remembers what it overrode. */
export function layOver(below: Layers, sheet: Sheet, context: ReadingContext): Layers & { settings: SettingsDraft } {
  // A copy by spreading takes the engine fifteen times as long to add names to.
  const settings: SettingsDraft = Object.assign({}, below.settings)
  let facts: Map<string, Sourced<unknown>> | undefined
  readSheet(sheet, {
    setting: (name, raw, origin) => set(settings, name, raw, { origin, context }),
    fact: (name, raw, origin) => {
      facts ??= new Map(below.facts)
      facts.set(name, over(raw, origin, facts.get(name)))
    },
  })
  return { settings, facts: facts ?? below.facts }
}

function set<Name extends SettingName>(
  draft: SettingsDraft,
  name: Name,
  raw: unknown,
  { origin, context }: { readonly origin: Origin; readonly context: ReadingContext },
): void {
  const value = raw === null ? null : SETTING_READERS[name](raw, context)
  if (value === undefined) throw new Error(`the schema let a value through that cannot be read as "${name}"`)
  const settings: { [Key in Name]?: Sourced<NodeSettings[Key] | null> } = draft
  settings[name] = over<NodeSettings[Name] | null>(value, origin, settings[name])
}

/** What the groups of a node are derived from. */
export interface GroupContext {
  readonly location: LocationName
  readonly transit: boolean
  readonly transitGroup: GroupName
  readonly place: Place
  readonly group: (text: string) => GroupName
}

/** Puts derived groups below what is written, and a transit node into the transit group. */
export function deriveGroups(draft: SettingsDraft, context: GroupContext): void {
  const own = context.group(context.location)
  const network = context.transit ? [own, context.transitGroup] : [own]
  const written = draft['groups.network']
  draft['groups.network'] = withDerived<readonly GroupName[] | null>(written, network, context.place)
  const names = written?.value
  if (context.transit && written !== undefined && names && !names.includes(context.transitGroup)) {
    draft['groups.network'] = { ...draft['groups.network'], value: [...names, context.transitGroup] }
  }
  draft['groups.runtime'] = withDerived<GroupName | null>(draft['groups.runtime'], own, context.place)
  draft['groups.update'] = withDerived<GroupName | null>(draft['groups.update'], own, context.place)
}

function withDerived<Value>(written: Sourced<Value> | undefined, derived: Value, place: Place): Sourced<Value> {
  return overDerived(written, sourced(derived, 'derived', place))
}

/** What is written over the value that is derived from another one, or the derived value where nothing is. */
export function withDerivedFrom<Value>(
  written: Sourced<Value> | undefined,
  derived: Value,
  from: Origin,
): Sourced<Value> {
  return overDerived(written, { value: derived, origin: new DerivedOrigin(from) })
}

function overDerived<Value>(written: Sourced<Value> | undefined, derived: Sourced<Value>): Sourced<Value> {
  return written === undefined ? derived : lastOver(written, derived)
}

function lastOver<Value>(written: Sourced<Value>, below: Sourced<Value>): Sourced<Value> {
  const { value, origin, overrode } = written
  return { value, origin, overrode: overrode === undefined ? below : lastOver(overrode, below) }
}
