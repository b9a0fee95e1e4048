import type { Lines } from './lines.ts'
import { REFUSED, type Refused } from './refused.ts'

const SINGLE = 0x27

/** Reads a text in quotes that ends on its line; escapes are left to `yaml`. */
export function readQuoted(lines: Lines): string | Refused {
  return lines.code === SINGLE ? readSingle(lines) : readDouble(lines)
}

function readSingle(lines: Lines): string | Refused {
  const { text } = lines
  const start = lines.at + 1
  const end = text.indexOf("'", start)
  // Two quotes in a row stand for one.
  if (end < 0 || text.charCodeAt(end + 1) === SINGLE) return REFUSED
  return take(lines, start, end)
}

function readDouble(lines: Lines): string | Refused {
  const start = lines.at + 1
  const end = lines.text.indexOf('"', start)
  return end < 0 ? REFUSED : take(lines, start, end)
}

function take(lines: Lines, start: number, end: number): string | Refused {
  const content = lines.text.slice(start, end)
  const isDouble = lines.text.charCodeAt(start - 1) !== SINGLE
  if (content.includes('\n') || (isDouble && content.includes('\\'))) return REFUSED
  lines.at = end + 1
  return content
}
