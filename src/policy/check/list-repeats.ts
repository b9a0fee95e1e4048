import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt } from '../../source/place.ts'
import type { VariedLists } from './own-entries.ts'

/** Says of each list that stands in a file of its own which entry of it is there twice first, and how many others are. */
export function* listRepeats(lists: readonly DesiredList[], varied: VariedLists): Generator<Diagnostic> {
  for (const list of lists) {
    const { name, entries, place } = list
    if (place.kind !== 'file' || varied.has(list)) continue
    const seen = new Set<string>()
    const repeated: number[] = []
    for (const [index, { value }] of entries.entries()) if (seen.size === seen.add(value).size) repeated.push(index)
    const [first] = repeated
    if (first === undefined) continue
    const more = repeated.length - 1
    yield {
      code: 'POL-LIST-REPEAT',
      severity: 'info',
      message: `in the list "${name}", ${JSON.stringify(entries[first]?.value)} is here for the second time${more === 0 ? '' : `, and ${more} more ${more === 1 ? 'entry repeats one' : 'entries repeat one'} before`}`,
      place: valueAt(place.file, ['entries', first]),
      why: 'most often it is a copy of a line that was to become another entry, and what was meant is missing',
      help: 'remove the entry, or write what was meant in its place',
    }
  }
}
