import type { DesiredList } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { literalProblem } from '../criteria/types.ts'
import { entryPlace, ownEntries, type VariedLists } from './own-entries.ts'

/** Wrong entries of one list that are said one by one; whoever has more has a list of another type. */
const MOST = 20

/** Says which entries are none of what their list is of: addresses, ranges of addresses, numbers. */
export function* listValues(lists: readonly DesiredList[], varied: VariedLists): Generator<Diagnostic> {
  for (const list of lists) {
    const { name, type } = list
    let said = 0
    for (const [index, value] of ownEntries(list, varied)) {
      const problem = literalProblem(type, value)
      if (problem === undefined) continue
      yield {
        code: 'POL-LIST-VALUE',
        severity: 'error',
        message: `in the list "${name}", ${problem}`,
        place: entryPlace(list, index, varied),
        why: "what an appliance makes of an entry that is not of its list's type is not documented; a comparison with it finds nobody, or somebody else",
        help: 'correct the entry, or give the list another type',
      }
      if (++said === MOST) break
    }
  }
}
