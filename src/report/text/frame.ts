import type { Span } from '../../source/place.ts'
import type { Appearance } from '../appearance.ts'
import { cellsOf, type Cell } from './cells.ts'
import { glyphsOf } from './glyphs.ts'
import type { Paint } from './paint.ts'

/** The line that a span starts on, with carets under the span, cut to the width around it. */
export function codeFrame(
  line: string,
  span: Span,
  look: Appearance,
  paint: Paint,
  mark: (text: string) => string,
): readonly string[] {
  const glyphs = glyphsOf(look)
  const number = String(span.start.line)
  const gutter = `${' '.repeat(number.length)} ${glyphs.bar} `
  const columns = Math.max(20, look.columns - gutter.length)
  const part = around(line, span, columns)
  const { start, end } = part
  const view = windowOf(part, cellsOf(part.text, look.unicode), columns, glyphs.ellipsis)
  const width = Math.max(1, widthBetween(view.cells, start, end))
  const before = ' '.repeat(view.lead.length + widthBetween(view.cells, 0, start))
  return [
    `${paint.faint(`${number} ${glyphs.bar}`)} ${view.lead}${view.cells.map(({ shown }) => shown).join('')}${view.tail}`,
    `${paint.faint(gutter.trimEnd())} ${before}${mark(glyphs.caret.repeat(width))}`,
  ]
}

/** Part of a line with the offsets of a span in it, and whether something was cut off before and after it. */
interface Part {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isCut: readonly [before: boolean, after: boolean]
}

/** The part of a line that can be shown: a line may be a whole file, and have a span for each of its characters. */
function around(line: string, span: Span, columns: number): Part {
  const start = span.start.column - 1
  const end = span.end.line === span.start.line ? span.end.column - 1 : line.length
  const reach = 4 * columns
  const from = Math.max(0, start - reach)
  const to = Math.min(line.length, Math.min(end, start + reach) + reach)
  return { text: line.slice(from, to), start: start - from, end: end - from, isCut: [from > 0, to < line.length] }
}

interface View {
  readonly lead: string
  readonly cells: readonly Cell[]
  readonly tail: string
}

/** The part of a line that fits: from its start where that shows the span, else with the span near the middle. */
function windowOf(part: Part, cells: readonly Cell[], columns: number, ellipsis: string): View {
  const { start, end } = part
  if (!part.isCut.includes(true) && total(cells) <= columns) return { lead: '', cells, tail: '' }
  const [first, last] = [cells[0], cells.at(-1)].map((cell, at) => (part.isCut[at] === true ? undefined : cell))
  const room = columns - 2 * ellipsis.length
  const spanWidth = Math.min(widthBetween(cells, start, end), room)
  const until = widthBetween(cells, 0, start) + spanWidth
  const skip = until <= room ? 0 : until - spanWidth - Math.floor((room - spanWidth) / 2)
  const shown: Cell[] = []
  let column = 0
  let used = 0
  for (const cell of cells) {
    if (column >= skip && used + cell.width <= room) {
      shown.push(cell)
      used += cell.width
    } else if (column >= skip) break
    column += cell.width
  }
  return {
    lead: shown[0] === first ? '' : ellipsis,
    cells: shown,
    tail: shown.at(-1) === last ? '' : ellipsis,
  }
}

function total(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0)
}

/** Columns of the cells whose characters start in [from, to). */
function widthBetween(cells: readonly Cell[], from: number, to: number): number {
  return total(cells.filter(({ offset }) => offset >= from && offset < to))
}
