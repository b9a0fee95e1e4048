import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { paintOf } from '../text/paint.ts'

/** Lines around a change that are shown. */
const CONTEXT = 2

/** How a file changes, as a unified difference. */
export function textDifference(path: string, before: string, after: string, look: Appearance): string {
  const paint = paintOf(look)
  const rows = rowsOf(before.split('\n'), after.split('\n'))
  const near = rows.map((_, index) =>
    rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  )
  const lines = rows.flatMap(({ sign, text, line }, index) => {
    if (near[index] !== true) return []
    const head = near[index - 1] === true ? [] : [paint.faint(`@@ line ${line} @@`)]
    const color = sign === '+' ? paint.added : sign === '-' ? paint.removed : (plain: string): string => plain
    return [...head, color(`${sign} ${harmless(text, look.unicode)}`.trimEnd())]
  })
  return [paint.strong(harmless(path, look.unicode)), ...lines].join('\n')
}

interface Row {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
  /** Number of the line in the file before. */
  readonly line: number
}

/** The longest common lines stay, found over the part that differs. */
function rowsOf(before: readonly string[], after: readonly string[]): readonly Row[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let tail = 0
  const shortest = Math.min(before.length, after.length) - start
  while (tail < shortest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const same = (from: number, to: number): readonly Row[] =>
    before.slice(from, to).map((text, index) => ({ sign: ' ', text, line: from + index + 1 }))
  const middle = alignLines(before.slice(start, before.length - tail), after.slice(start, after.length - tail), start)
  return [...same(0, start), ...middle, ...same(before.length - tail, before.length)]
}

function alignLines(old: readonly string[], fresh: readonly string[], offset: number): readonly Row[] {
  const common = Array.from({ length: old.length + 1 }, () => Array.from({ length: fresh.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = common[i]
      if (row === undefined) continue
      row[j] =
        old[i] === fresh[j] ? (common[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(common[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  const rows: Row[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < fresh.length) {
    const line = offset + i + 1
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      rows.push({ sign: ' ', text: old[i] ?? '', line })
      i += 1
      j += 1
    } else if (i < old.length && (j >= fresh.length || (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      rows.push({ sign: '-', text: old[i] ?? '', line })
      i += 1
    } else {
      rows.push({ sign: '+', text: fresh[j] ?? '', line })
      j += 1
    }
  }
  return rows
}
