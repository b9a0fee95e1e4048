import { Lines } from './lines.ts'
import { endsWithLoneQuote } from '../../source/odd-quotes.ts'
import { plainValue, startsPlain } from './plain-scalar.ts'
import { exact, hasSize, matchAt, readFlow } from './read-flow.ts'
import { readQuoted } from './read-quoted.ts'
import { REFUSED, type Refused } from './refused.ts'

/** Anything but printable characters, spaces and line feeds: tabs, carriage returns, deceptive and rare characters. */
// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const OUTSIDE = /[^\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u05ff\u0900-\u167f\u2010-\u2027\u2030-\u205e\u20a0-\u2bff]/

const KEY = /[A-Za-z0-9_/][A-Za-z0-9_./(){}-]*(?: [A-Za-z0-9_./(){}-]+)*(?=:(?:[ \n]|$))/y
const LONGEST_KEY = 200
const DEEPEST = 40
const [DASH, NEWLINE, HASH, COLON, SPACE] = [0x2d, 0x0a, 0x23, 0x3a, 0x20]
const [OPEN_MAP, OPEN_LIST] = [0x7b, 0x5b]

/**
 * Reads the part of YAML that fleets are written in: block maps and lists, brackets and quotes that end on their line,
 * plain scalars, comments. It is about twenty times as fast as `yaml`, and refuses (undefined) whatever it does not
 * surely read as `yaml` does: anchors, tags, block scalars, several documents, texts over several lines, any mistake.
 */
export function readSubset(text: string): { readonly value: unknown } | undefined {
  if (OUTSIDE.test(text)) return undefined
  const lines = new Lines(text)
  if (lines.indent !== 0) return undefined
  const value = readMap(lines, 0, 0)
  return value === REFUSED || !lines.ended ? undefined : { value }
}

function readBlock(lines: Lines, depth: number): unknown {
  if (depth > DEEPEST) return REFUSED
  const { indent, code } = lines
  if (code === OPEN_MAP || code === OPEN_LIST) return readOnLine(lines)
  return atDash(lines) ? readList(lines, indent, depth) : readMap(lines, indent, depth)
}

function readMap(lines: Lines, column: number, depth: number): unknown {
  const map: Record<string, unknown> = {}
  let size = 0
  do {
    const key = readKey(lines)
    if (key === REFUSED || key === '__proto__') return REFUSED
    const value = readAfterKey(lines, column, depth)
    if (value === REFUSED) return REFUSED
    map[key] = value
    size++
  } while (lines.indent === column)
  return lines.indent > column || !hasSize(map, size) ? REFUSED : map
}

function readKey(lines: Lines): string | Refused {
  const { code } = lines
  if (code !== 0x27 && code !== 0x22) {
    const found = matchAt(KEY, lines)
    lines.at += 1
    return found === undefined || found.length >= LONGEST_KEY ? REFUSED : found
  }
  const key = readQuoted(lines)
  if (key === REFUSED || key.length > LONGEST_KEY || lines.code !== COLON) return REFUSED
  if (lines.next !== SPACE && lines.next !== NEWLINE) return REFUSED
  lines.at += 1
  return key
}

/** A list may stand in the column of the key that it belongs to; everything else is further in. */
function readAfterKey(lines: Lines, column: number, depth: number): unknown {
  lines.skipSpaces()
  if (!endsHere(lines)) return readOnLine(lines)
  if (!lines.endLine()) return REFUSED
  if (lines.indent > column) return readBlock(lines, depth + 1)
  return lines.indent === column && atDash(lines) ? readList(lines, column, depth + 1) : REFUSED
}

function readList(lines: Lines, column: number, depth: number): unknown {
  const items: unknown[] = []
  do {
    lines.at += 1
    const item = readItem(lines, column, depth)
    if (item === REFUSED) return REFUSED
    items.push(item)
  } while (lines.indent === column && atDash(lines))
  return lines.indent > column ? REFUSED : exact(items)
}

function readItem(lines: Lines, column: number, depth: number): unknown {
  lines.skipSpaces()
  if (endsHere(lines)) {
    return lines.endLine() && lines.indent > column ? readBlock(lines, depth + 1) : REFUSED
  }
  KEY.lastIndex = lines.at
  if (!KEY.test(lines.text)) return readOnLine(lines)
  return depth >= DEEPEST ? REFUSED : readMap(lines, lines.column, depth + 1)
}

function readOnLine(lines: Lines): unknown {
  const { code } = lines
  if (startsPlain(code, lines.next)) return readPlain(lines)
  // Brackets and quotes are read alike everywhere; a plain scalar is not, and has been dealt with.
  const value = readFlow(lines)
  return value !== REFUSED && lines.endLine() ? value : REFUSED
}

function readPlain(lines: Lines): unknown {
  const line = lines.text.slice(lines.at, lines.endOfLine())
  const comment = line.indexOf(' #')
  const text = (comment < 0 ? line : line.slice(0, comment)).trimEnd()
  if (text.includes(': ') || text.endsWith(':') || endsWithLoneQuote(text)) return REFUSED
  lines.leaveLine()
  return plainValue(text)
}

function endsHere({ code }: Lines): boolean {
  return code === NEWLINE || code === HASH || Number.isNaN(code)
}

function atDash({ code, next }: Lines): boolean {
  return code === DASH && (next === SPACE || next === NEWLINE || Number.isNaN(next))
}
