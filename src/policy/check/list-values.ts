import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { valueAt } from '../../source/place.ts'
import { literalProblem } from '../criteria/types.ts'

/** Wrong entries of one list that are said one by one; whoever has more has a list of another type. */
const MOST = 20

/** Says which entries are none of what their list is of: addresses, ranges of addresses, numbers. */
export function* listValues(lists: readonly DesiredList[]): Generator<Diagnostic> {
  for (const { name, type, entries, place } of lists) {
    let said = 0
    for (const [index, { value }] of entries.entries()) {
      const problem = literalProblem(type, value)
      if (problem === undefined) continue
      yield {
        code: 'POL-LIST-VALUE',
        severity: 'error',
        message: `in the list "${name}", ${problem}`,
        // A list that comes from a file of its own is known by the file, and its entries stand there.
        place: place.kind === 'file' ? valueAt(place.file, ['entries', index]) : place,
        why: "what an appliance makes of an entry that is not of its list's type is not documented; a comparison with it finds nobody, or somebody else",
        help: 'correct the entry, or give the list another type',
      }
      if (++said === MOST) break
    }
  }
}
