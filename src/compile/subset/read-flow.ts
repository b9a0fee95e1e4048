import type { Lines } from './lines.ts'
import { endsWithLoneQuote } from '../../source/odd-quotes.ts'
import { plainValue, startsPlain } from './plain-scalar.ts'
import { readQuoted } from './read-quoted.ts'
import { REFUSED } from './refused.ts'

const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP, COMMA] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2c]
const [SINGLE, DOUBLE] = [0x27, 0x22]
const DEEPEST = 20

/** A colon inside a plain scalar is one only where something other than a separator follows. */
const PLAIN = /[^\n,[\]{}#:]+(?::(?=[^\s,[\]{}])[^\n,[\]{}#:]*)*/y
const KEY = /[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}(?=: )/y

/** Reads a list or a map in brackets that ends on its line. */
export function readFlow(lines: Lines, depth = 0): unknown {
  const { code } = lines
  if (depth > DEEPEST) return REFUSED
  if (code === OPEN_LIST) return readList(lines, depth)
  if (code === OPEN_MAP) return readMap(lines, depth)
  if (code === SINGLE || code === DOUBLE) return readQuoted(lines)
  if (!startsPlain(code, lines.next)) return REFUSED
  const text = matchAt(PLAIN, lines)?.trimEnd()
  return text === undefined || endsWithLoneQuote(text) ? REFUSED : plainValue(text)
}

/** What a sticky pattern finds at the cursor, which moves behind it. */
export function matchAt(pattern: RegExp, lines: Lines): string | undefined {
  const start = lines.at
  pattern.lastIndex = start
  if (!pattern.test(lines.text)) return undefined
  lines.at = pattern.lastIndex
  return lines.text.slice(start, lines.at)
}

function readList(lines: Lines, depth: number): unknown {
  const items: unknown[] = []
  if (opensAndCloses(lines, CLOSE_LIST)) return items
  for (;;) {
    const item = readFlow(lines, depth + 1)
    if (item === REFUSED) return REFUSED
    items.push(item)
    const end = separator(lines, CLOSE_LIST)
    if (end !== 'more') return end === 'closed' ? exact(items) : REFUSED
  }
}

function readMap(lines: Lines, depth: number): unknown {
  const map: Record<string, unknown> = {}
  if (opensAndCloses(lines, CLOSE_MAP)) return map
  for (let size = 1; ; size++) {
    const key = matchAt(KEY, lines)
    if (key === undefined || key === '__proto__') return REFUSED
    lines.at += 1
    lines.skipSpaces()
    const value = readFlow(lines, depth + 1)
    if (value === REFUSED) return REFUSED
    map[key] = value
    const end = separator(lines, CLOSE_MAP)
    if (end !== 'more') return end === 'closed' && hasSize(map, size) ? map : REFUSED
  }
}

/** The items without the room for sixteen more that the engine gives a list that grows: most lists have a few, and stay. */
export function exact(items: readonly unknown[]): readonly unknown[] {
  return items.slice()
}

/** Whether a map has as many keys as were put into it: one less where a key was there twice. */
export function hasSize(map: Readonly<Record<string, unknown>>, size: number): boolean {
  return Object.keys(map).length === size
}

/** Passes the opening bracket, and the closing one where nothing stands between them. */
function opensAndCloses(lines: Lines, close: number): boolean {
  lines.at += 1
  lines.skipSpaces()
  if (lines.code !== close) return false
  lines.at += 1
  return true
}

function separator(lines: Lines, close: number): 'more' | 'closed' | 'neither' {
  lines.skipSpaces()
  const { code } = lines
  if (code !== COMMA && code !== close) return 'neither'
  lines.at += 1
  if (code === close) return 'closed'
  lines.skipSpaces()
  return 'more'
}
