import { keyBelow, valueBelow, type OpenKey } from './open-key.ts'
import { lastSecret, starred, withoutSecrets, withoutValue, type LastSecret, type LinesOf } from './without-secrets.ts'

/** A line of a map, alone or in a list: what stands below a key of secrets may have keys that are none. */
const ENTRY = /^\s*(?:-\s+)*["']?[\w.-]+["']?\s*:(?:\s|$)/

const COMMENT = /^\s*#/

/** A reference to a secret, which is none. */
const REFERENCE = /^\s*(?:-\s+)?["']?(?:env|file|credential):/

const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/
const KEY_ENDS = /-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/

/** What is being hidden over several lines. */
type Hiding =
  /** A value that goes on for as long as lines stand further in than its key, or are items of a list below it. */
  | { readonly kind: 'below'; readonly column: number }
  /** A value that begins on a later line. */
  | { readonly kind: 'next'; readonly column: number }
  /** A text in quotes, which goes on until they are closed, wherever its lines stand. */
  | { readonly kind: 'quoted'; readonly quote: '"' | "'" }
  | { readonly kind: 'private key' }

/**
 * The lines of a text as they may be shown: secrets that should not be there are starred out, and so is every line on which
 * one goes on, as those below `password: |`. Everything keeps its place. Where nobody can tell whether a line is part of a
 * secret it is hidden: no line is worth one.
 */
export function withoutSecretsIn(lines: readonly string[], form: LinesOf = 'YAML'): readonly string[] {
  let hiding: Hiding | undefined
  let key: OpenKey | undefined
  return lines.map((line) => {
    if (hiding !== undefined && covers(hiding, line)) {
      hiding = after(hiding, line)
      return starred(line)
    }
    const value = valueBelow(line, key)
    key = keyBelow(line, key)
    hiding = value === undefined ? beginsIn(line, form) : goesOn({ ...value, rest: line.slice(value.start) })
    return value === undefined ? withoutSecrets(line, form) : withoutValue(line, value, form)
  })
}

/** Whether a line is part of what is being hidden. */
function covers(hiding: Hiding, line: string): boolean {
  if (line.trim() === '') return true
  if (hiding.kind === 'next') return !ENTRY.test(line) && !REFERENCE.test(line) && !COMMENT.test(line)
  if (hiding.kind !== 'below') return true
  const indent = line.search(/\S/)
  return indent > hiding.column || (indent === hiding.column && /^\s*-(?:\s|$)/.test(line))
}

/** What is still being hidden after a line that was part of it. */
function after(hiding: Hiding, line: string): Hiding | undefined {
  if (hiding.kind === 'quoted') return closes(line, hiding.quote) ? undefined : hiding
  if (hiding.kind === 'private key') return KEY_ENDS.test(line) ? undefined : hiding
  if (hiding.kind === 'below' || line.trim() === '') return hiding
  return quotedIn(line.replace(/^\s*(?:-\s+)*/, '')) ?? { kind: 'below', column: hiding.column }
}

/** What goes on below a line that is shown. */
function beginsIn(line: string, form: LinesOf): Hiding | undefined {
  if (KEY_BEGINS.test(line)) return KEY_ENDS.test(line) ? undefined : { kind: 'private key' }
  const found = COMMENT.test(line) ? undefined : lastSecret(line, form)
  return found === undefined ? undefined : goesOn(found)
}

/** What goes on below the value of a secret key. */
function goesOn({ column, rest, isFlow }: LastSecret): Hiding | undefined {
  // A tag or an anchor may stand before the value.
  const value = rest.replace(/^(?:[&!]\S*(?:\s+|$))*/, '')
  if (REFERENCE.test(value)) return undefined
  if (/^(?:#.*)?$/.test(value)) return { kind: 'next', column }
  if (/^["']/.test(value)) return quotedIn(value)
  if (/^[{[]/.test(value)) return undefined
  // Between braces a value ends where the next one begins, and only one that does not goes on.
  if (!isFlow) return { kind: 'below', column }
  return /[,}\]]/.test(value) ? undefined : { kind: 'next', column }
}

/** A text in quotes that are not closed on its line. */
function quotedIn(value: string): Hiding | undefined {
  const [quote] = value
  if (quote !== '"' && quote !== "'") return undefined
  return closes(value.slice(1), quote) ? undefined : { kind: 'quoted', quote }
}

function closes(text: string, quote: '"' | "'"): boolean {
  return quote === '"' ? /^(?:[^"\\]|\\.)*"/.test(text) : /^(?:[^']|'')*'(?!')/.test(text)
}
