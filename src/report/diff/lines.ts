import { align, type Slot } from '../../plan/align-entries.ts'
import type { Appearance } from '../appearance.ts'
import { harmless } from '../text/cells.ts'
import { paintOf } from '../text/paint.ts'

/** Lines around a change that are shown. */
const CONTEXT = 2

interface Row {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
  /** Number of the line in the file before. */
  readonly line: number
}

/** How a file changes, as a unified difference. */
export function textDifference(path: string, before: string, after: string, look: Appearance): string {
  const paint = paintOf(look)
  const rows = rowsOf(before, after)
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

/** Lines are aligned as entries of a list are: with the fewest changes. What goes stands before what comes. */
function rowsOf(before: string, after: string): readonly Row[] {
  const entries = (text: string): Parameters<typeof align>[0] =>
    text.split('\n').map((value) => ({ value, description: '' }))
  const rows: Row[] = []
  let fresh: Row[] = []
  let line = 1
  for (const slot of align(entries(before), entries(after))) {
    const [old, added] = sidesOf(slot)
    if (slot.kind === 'keep') {
      rows.push(...fresh, { sign: ' ', text: slot.to.value, line })
      fresh = []
    } else {
      if (old !== undefined) rows.push({ sign: '-', text: old, line })
      if (added !== undefined) fresh.push({ sign: '+', text: added, line })
    }
    if (old !== undefined) line += 1
  }
  return [...rows, ...fresh]
}

function sidesOf(slot: Slot): readonly [string | undefined, string | undefined] {
  return [slot.kind === 'insert' ? undefined : slot.from.value, slot.kind === 'remove' ? undefined : slot.to.value]
}
