import type { GroupName, LocationName } from '../../model/names.ts'
import type { NodeSettings, ResolvedSettings, SettingName } from '../../model/settings.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Place } from '../../source/place.ts'
import { SETTING_READERS, type ReadingContext } from './setting-readers.ts'
import { over, sourced, type Entries, type Entry } from './sheet.ts'

/** Settings while the layers are laid over each other. */
export type SettingsDraft = { [Name in SettingName]?: Sourced<NodeSettings[Name] | null> }

/** Lays a sheet's settings over those below it, each remembering what it overrode. */
export function overlay(below: ResolvedSettings, { settings }: Entries, context: ReadingContext): SettingsDraft {
  // A copy by spreading takes the engine fifteen times as long to add names to.
  const draft: SettingsDraft = Object.assign({}, below)
  for (const entry of settings) set(draft, entry.name, entry, context)
  return draft
}

function set<Name extends SettingName>(
  draft: SettingsDraft,
  name: Name,
  { raw, origin }: Entry,
  context: ReadingContext,
): void {
  const value = raw === null ? null : SETTING_READERS[name](raw, context)
  if (value === undefined) throw new Error(`the schema let a value through that cannot be read as "${name}"`)
  const settings: { [Key in Name]?: Sourced<NodeSettings[Key] | null> } = draft
  settings[name] = over<NodeSettings[Name] | null>(value, origin, settings[name])
}

/** What the groups of a node are derived from. */
export interface GroupGround {
  readonly location: LocationName
  readonly transit: boolean
  readonly transitGroup: GroupName
  readonly place: Place
  readonly group: (text: string) => GroupName
}

/** Puts derived groups below what is written, and a transit node into the transit group. */
export function deriveGroups(draft: SettingsDraft, ground: GroupGround): void {
  const own = ground.group(ground.location)
  const network = ground.transit ? [own, ground.transitGroup] : [own]
  const written = draft['groups.network']
  draft['groups.network'] = withDerived<readonly GroupName[] | null>(written, network, ground.place)
  const names = written?.value
  if (ground.transit && written !== undefined && names && !names.includes(ground.transitGroup)) {
    draft['groups.network'] = { ...draft['groups.network'], value: [...names, ground.transitGroup] }
  }
  draft['groups.runtime'] = withDerived<GroupName | null>(draft['groups.runtime'], own, ground.place)
  draft['groups.update'] = withDerived<GroupName | null>(draft['groups.update'], own, ground.place)
}

/** What is written over a derived value, or the derived value where nothing is. */
export function withDerived<Value>(written: Sourced<Value> | undefined, derived: Value, place: Place): Sourced<Value> {
  const below = sourced(derived, 'derived', place)
  return written === undefined ? below : lastOver(written, below)
}

function lastOver<Value>(written: Sourced<Value>, below: Sourced<Value>): Sourced<Value> {
  const { value, origin, overrode } = written
  return { value, origin, overrode: overrode === undefined ? below : lastOver(overrode, below) }
}
