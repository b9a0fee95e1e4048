import type { DesiredList } from '../../model/policy/list.ts'
import { valueAt, type Place } from '../../source/place.ts'

/** An entry of a list, with where it stands. */
interface Entry {
  readonly value: string
  readonly place: Place
}

/** Lists that were made for regions, each with the one that all regions share. */
export type VariedLists = ReadonlyMap<DesiredList, DesiredList>

/**
 * The entries of a list that are its own, with their places. A list that was made for a region has those of the shared list as
 * well, which are looked at there; its own do not stand in its file in the order that they have in it.
 */
export function* ownEntries(list: DesiredList, varied: VariedLists): Generator<Entry> {
  const { entries, place } = list
  const shared = varied.get(list)
  const elsewhere = new Set(shared?.entries.map(({ value }) => value))
  for (const [index, { value }] of entries.entries()) {
    if (elsewhere.has(value)) continue
    // A list that comes from a file of its own is known by the file, and its entries stand there.
    const isThere = place.kind === 'file' && shared === undefined
    yield { value, place: isThere ? valueAt(place.file, ['entries', index]) : place }
  }
}
