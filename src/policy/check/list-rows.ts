import type { DesiredTable, TableRow } from '../../model/policy/list.ts'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { keyAt, valueAt } from '../../source/place.ts'
import { didYouMean } from '../../source/suggest.ts'

/** Rows of one list that are said one by one; whoever has more has rows of two kinds. */
const MOST = 20

/**
 * Says which rows of a list that YAML has lack a cell that most rows have, or have one that most do not. Which cells the product
 * takes is documented for no type, so that the other rows are all there is to go by.
 */
export function* listRows(tables: readonly DesiredTable[]): Generator<Diagnostic> {
  for (const { name, rows, place } of tables) {
    // The rows of an export come from the product, which may leave out what has not been filled in.
    if (place.kind !== 'file') continue
    const usual = usualKeys(rows)
    if (usual === undefined) continue
    let said = 0
    for (const [index, row] of rows.entries()) {
      const keys = row.cells.map(({ key }) => key)
      const lacking = usual.filter((key) => !keys.includes(key))
      const odd = keys.filter((key) => !usual.includes(key))
      if (lacking.length + odd.length === 0) continue
      const [first] = odd
      const near = first === undefined ? undefined : didYouMean(first, lacking)
      const path = ['rows', index] as const
      yield {
        code: 'POL-LIST-ROW',
        severity: 'warning',
        message: `in the list "${name}", row ${index + 1} ${difference(lacking, odd)}, unlike most rows`,
        place: first === undefined ? valueAt(place.file, path) : keyAt(place.file, [...path, first]),
        why: 'what an appliance makes of a cell that it does not know, or of one that is missing, is not documented',
        help: near?.help ?? 'give all rows of the list the same cells',
      }
      if (++said === MOST) break
    }
  }
}

/** The cells that more than half of the rows have, all of them and no others; undefined where no such half agrees. */
function usualKeys(rows: readonly TableRow[]): readonly string[] | undefined {
  const counts = new Map<string, number>()
  for (const { cells } of rows) {
    const keys = JSON.stringify(cells.map(({ key }) => key).toSorted())
    counts.set(keys, (counts.get(keys) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted(([, left], [, right]) => right - left)
  if (most === undefined || most[1] * 2 <= rows.length) return undefined
  const like = rows.find(({ cells }) => JSON.stringify(cells.map(({ key }) => key).toSorted()) === most[0])
  return like?.cells.map(({ key }) => key)
}

function difference(lacking: readonly string[], odd: readonly string[]): string {
  const quoted = (keys: readonly string[]): string => keys.map((key) => `"${key}"`).join(', ')
  return [
    ...(odd.length === 0 ? [] : [`has ${quoted(odd)}`]),
    ...(lacking.length === 0 ? [] : [`lacks ${quoted(lacking)}`]),
  ].join(' and ')
}
