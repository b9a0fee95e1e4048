import type { DesiredList } from '../../model/policy/list.ts'
import { valueAt, type Place } from '../../source/place.ts'

/** Lists that were made for regions, each with the one that all regions share. */
export type VariedLists = ReadonlyMap<DesiredList, DesiredList>

/**
 * The values of the entries of a list that are its own, with their positions in it. A list that was made for a region has those
 * of the shared list as well, which are looked at there.
 */
export function* ownEntries(
  list: DesiredList,
  varied: VariedLists,
): Generator<readonly [index: number, value: string]> {
  const shared = varied.get(list)
  const elsewhere = new Set(shared?.entries.map(({ value }) => value))
  for (const [index, { value }] of list.entries.entries()) if (!elsewhere.has(value)) yield [index, value]
}

/** Where an entry stands, as far as that is known: those of a list of a region do not stand in its file in the order that they have in it. */
export function entryPlace(list: DesiredList, index: number, varied: VariedLists): Place {
  const { place } = list
  // A list that comes from a file of its own is known by the file, and its entries stand there.
  return place.kind === 'file' && !varied.has(list) ? valueAt(place.file, ['entries', index]) : place
}
