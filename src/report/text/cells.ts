import { eastAsianWidth } from 'get-east-asian-width'
import { escaped, ORDER } from './without-orders.ts'

/** One character as a terminal shows it: what is printed for it, in how many columns, and where it came from. */
export interface Cell {
  readonly shown: string
  readonly width: number
  /** UTF-16 offset of the character in the original text. */
  readonly offset: number
}

/** Columns that a tab takes: a fixed number, because the shown line does not start where the file's line does. */
const TAB = 2

/**
 * Breaks a line into what is safe to print: control characters, bidirectional overrides and other invisible format
 * characters become visible, because a terminal would obey them and a reader would not see them; what the log of a
 * pipeline would obey is broken.
 */
export function cellsOf(text: string, unicode: boolean): readonly Cell[] {
  const cells: Cell[] = []
  const broken = new Set(/::|##/.test(text) ? Array.from(text.matchAll(ORDER), ({ index }) => index + 1) : [])
  let offset = 0
  for (const character of text) {
    const shown = broken.has(offset) ? escaped(character.codePointAt(0) ?? 0) : shownAs(character, unicode)
    cells.push({ shown, width: widthOf(shown), offset })
    offset += character.length
  }
  return cells
}

/** A text as it may be printed, on one line. */
export function harmless(text: string, unicode: boolean): string {
  return cellsOf(text, unicode)
    .map(({ shown }) => shown)
    .join('')
}

/** What takes a column for each character, as almost every text does. */
const PLAIN = /^[ -~]*$/

/** Columns that a text takes on a terminal; combining marks take none, wide characters two. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const character of text) {
    if (/^[\p{Mn}\p{Me}]$/u.test(character)) continue
    width += eastAsianWidth(character.codePointAt(0) ?? 0)
  }
  return width
}

function shownAs(character: string, unicode: boolean): string {
  if (character === '\t') return ' '.repeat(TAB)
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || code === 0x7f) return unicode ? controlPicture(code) : escaped(code)
  // Most texts are plain, and need nothing of what Unicode says about every character, which takes milliseconds to collect.
  if (code < 0x7f) return character
  return unicode && !isInvisible(character) ? character : escaped(code)
}

function controlPicture(code: number): string {
  return String.fromCodePoint(code === 0x7f ? 0x2421 : 0x2400 + code)
}

/** C1 controls, format characters (bidirectional ones above all), separators, lone surrogates and the unassigned. */
function isInvisible(character: string): boolean {
  return /^[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}]$/u.test(character)
}
