import type { DesiredList } from '../../model/policy/list.ts'
import { checked, type Checked } from '../../source/checked.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { didYouMean } from '../../source/suggest.ts'
import type { WrittenText } from './policy-source.ts'

/** A list of an export whose entries go into a list of the repository. */
export interface MergedEntries {
  readonly into: WrittenText
  readonly from: DesiredList
}

/** The lists with the entries that are merged into them, behind their own; a value that is there already stays as it is. */
export function mergeEntries(
  lists: readonly DesiredList[],
  merged: readonly MergedEntries[],
): Checked<readonly DesiredList[]> {
  const diagnostics: Diagnostic[] = []
  const result = [...lists]
  for (const { into, from } of merged) {
    const at = result.findIndex(({ name, type }) => name === into.text && type === from.type)
    const list = result[at]
    if (list === undefined) {
      diagnostics.push(noList(into, from, lists))
      continue
    }
    const own = new Set(list.entries.map(({ value }) => value))
    const added = from.entries.filter(({ value }) => !own.has(value))
    result[at] = { ...list, entries: [...list.entries, ...added] }
  }
  return checked(result, diagnostics)
}

function noList({ text, place }: WrittenText, { type }: DesiredList, lists: readonly DesiredList[]): Diagnostic {
  const names = lists.filter((list) => list.type === type).map(({ name }) => name)
  return {
    code: 'REF-LIST',
    severity: 'error',
    message: `there is no list "${text}" of type "${type}" that entries could be merged into`,
    place,
    help: 'add it below lists/, or use "rename"',
    ...didYouMean(text, names),
  }
}
