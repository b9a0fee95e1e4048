import type { Region } from '../../model/fleet.ts'
import type { ListEntry } from '../../model/list-entry.ts'
import { ownedDescription, type DesiredList } from '../../model/policy/list.ts'
import { listKey } from '../../policy/check/references.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt, type Place } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'
import { broken, type ListContract, type Override } from './override.ts'
import type { RegionalList, SharedList, WrittenText } from './policy-source.ts'
import { unknownRegion } from './unknown-region.ts'

/** A list as some regions have it. */
export interface ListVariant {
  /** The list that all others have. */
  readonly shared: SharedList
  /** What the regions say. */
  readonly said: RegionalList
  /** What they have: its name says whose it is. */
  readonly list: DesiredList
  readonly regions: readonly string[]
  /** By entry, in the order of the list: every place that the entry comes from. */
  readonly origins: readonly (readonly Place[])[]
}

/** The lists that differ by region, as each region has them; one that breaks what the shared list says is left out. */
export function regionalLists(
  shared: readonly SharedList[],
  said: readonly RegionalList[],
  regions: readonly Region[],
  report: (found: Diagnostic) => void,
): readonly ListVariant[] {
  const byKey = new Map(shared.map((one) => [listKey(one.list), one]))
  const taken = new Map<string, WrittenText>()
  return said.flatMap((one): readonly ListVariant[] => {
    const own = one.regions.filter((region) => {
      const isKnown = regions.some(({ name }) => name === region.text)
      if (!isKnown) report(unknownRegion(region, regions))
      const key = `${region.text} ${listKey(one.list)}`
      const before = taken.get(key)
      if (before !== undefined) report(saidTwice(region, one.list, before))
      taken.set(key, before ?? region)
      return isKnown && before === undefined
    })
    const base = byKey.get(listKey(one.list))
    if (base === undefined) report(noShared(one, shared))
    if (base === undefined || own.length === 0) return []
    const violation = violationOf(base, one)
    if (violation !== undefined) report(violation)
    return violation === undefined ? [variantOf(base, one, own.map(({ text }) => text).toSorted())] : []
  })
}

function variantOf(shared: SharedList, said: RegionalList, regions: readonly string[]): ListVariant {
  const entries = combined(shared.contract.mode, shared.list.entries, said.list.entries)
  const { name, type } = shared.list
  return {
    shared,
    said,
    regions,
    list: {
      name: `${name} (${regions.join(', ')})`,
      type,
      description: ownedDescription(`"${name}" in ${regions.join(', ')}: ${HOW[shared.contract.mode]}`),
      entries,
      place: said.list.place,
    },
    origins: entries.map(({ value }) => [...placesOf(shared.list, value), ...placesOf(said.list, value)]),
  }
}

const HOW: Readonly<Record<Override, string>> = {
  locked: 'as all have it',
  tighten: 'own entries, which are stricter',
  union: 'the shared entries and own ones',
  intersect: 'the shared entries that are named there too',
  replace: 'own entries',
}

/** The entries that come of what all regions share and what one says; the shared ones keep their order and words. */
function combined(mode: Override, shared: readonly ListEntry[], own: readonly ListEntry[]): readonly ListEntry[] {
  if (mode === 'union') return [...shared, ...without(own, shared)]
  return mode === 'intersect' ? without(shared, without(shared, own)) : own
}

function without(entries: readonly ListEntry[], others: readonly ListEntry[]): readonly ListEntry[] {
  const known = new Set(others.map(({ value }) => value))
  return entries.filter(({ value }) => !known.has(value))
}

function placesOf({ entries, place }: DesiredList, value: string): readonly Place[] {
  const at = entries.findIndex((entry) => entry.value === value)
  return at < 0 ? [] : [entryAt(place, at)]
}

/** Entries that come from an export have no line of their own in the file of the list. */
function entryAt({ file }: Place, index: number): Place {
  return file.endsWith('.yaml') ? valueAt(file, ['entries', index]) : { kind: 'file', file }
}

/** What regions say of a list although they may not. */
function violationOf({ list, contract }: SharedList, said: RegionalList): Diagnostic | undefined {
  const who = said.regions.map(({ text }) => `"${text}"`).join(', ')
  const { file } = said.list.place
  if (contract.mode === 'locked')
    return broken(
      `list "${list.name}" is locked, and region ${who} changes it`,
      said.regions[0]?.place ?? said.list.place,
      contract,
      lockedHelp(contract),
    )
  if (contract.mode !== 'tighten') return undefined
  if (contract.stricter === 'longer') {
    const [missing, ...more] = without(list.entries, said.list.entries)
    if (missing === undefined) return undefined
    const found = broken(
      `list "${list.name}" may only get longer, and region ${who} leaves out "${missing.value}"${andMore(more)}`,
      keyAt(file, ['entries']),
      contract,
      'put the entries back; a region that is stricter has all shared entries, and more',
    )
    return { ...found, related: [...(found.related ?? []), ...shares(list, missing)] }
  }
  const [extra, ...more] = without(said.list.entries, list.entries)
  if (extra === undefined) return undefined
  return broken(
    `list "${list.name}" may only get shorter, and region ${who} adds "${extra.value}"${andMore(more)}`,
    placesOf(said.list, extra.value)[0] ?? said.list.place,
    contract,
    'take the entries away; a region that is stricter has shared entries only, and fewer',
  )
}

function shares(list: DesiredList, { value }: ListEntry): NonNullable<Diagnostic['related']> {
  return placesOf(list, value).map((place) => ({ place, note: 'all regions share this entry' }))
}

function andMore(more: readonly unknown[]): string {
  return more.length === 0 ? '' : ` and ${more.length} more`
}

function lockedHelp({ isSaid }: ListContract): string {
  const choice = 'say "override: union", "intersect", "replace", or "tighten" in the shared list'
  return isSaid ? `remove what the region says, or agree with the owners of the list on another word` : choice
}

function noShared({ list: { name, type, place }, regions }: RegionalList, shared: readonly SharedList[]): Diagnostic {
  const names = shared.filter(({ list }) => list.type === type).map(({ list }) => list.name)
  return {
    code: 'REF-LIST',
    severity: 'error',
    message: `there is no list "${name}" of type "${type}" that region ${regions.map(({ text }) => `"${text}"`).join(', ')} could change`,
    place,
    help: 'add the list that all regions share below lists/, or correct the name',
    ...didYouMean(name, names),
  }
}

function saidTwice({ text, place }: WrittenText, { name }: DesiredList, before: WrittenText): Diagnostic {
  return {
    code: 'POL-DUPLICATE',
    severity: 'error',
    message: `region "${text}" says twice what it has of list "${name}"`,
    place,
    related: [{ place: before.place, note: 'the other one' }],
    help: 'put all entries of the region into one file',
  }
}
