import { isSecretKey } from '../model/secret-key.ts'

/** A key with its colon, in quotes or not; from the start of a word only, so that no line takes long. */
const KEY = /(?<![\w.-])([\w.-]+)\\*["']?\s*:\s*/g

/** What stands behind a key: a text in quotes, or all up to a comment. */
const VALUE = /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?:(?!\s#).)+/y

/** The same between braces or brackets, where another key may follow. */
const FLOW_VALUE = /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?:(?!\s#)[^,}\]])+/y

/** What follows a key may be a reference to a secret, which is none. */
const REFERENCE = /^["']?(?:env|file|credential):/

/** Other secrets, with the part that may be shown and the part that may not. */
const SECRETS: readonly RegExp[] = [
  // A password in an address.
  /(:\/\/[^\s/:@]+:)([^\s/@]+)(?=@)/g,
  // What follows the beginning of a private key in one line.
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)(.+)/g,
]

/** A line of the input as it may be shown: secrets that should not be there are starred out, everything keeps its place. */
export function withoutSecrets(line: string): string {
  return SECRETS.reduce(
    (text, secret) => text.replaceAll(secret, (_, shown: string, hidden: string) => shown + starred(hidden)),
    withoutKeyed(line),
  )
}

function withoutKeyed(line: string): string {
  const flow = line.search(/[{[]/)
  let shown = ''
  let at = 0
  for (const { 0: whole, 1: key = '', index } of line.matchAll(KEY)) {
    const start = index + whole.length
    if (index < at || !isSecretKey(key)) continue
    const value = valueAt(line, start, flow >= 0 && flow < index)
    if (REFERENCE.test(value)) continue
    shown += line.slice(at, start) + starred(value)
    at = start + value.length
  }
  return shown + line.slice(at)
}

/** The last secret key of a line, whose value may go on below it. */
export interface LastSecret {
  /** Where the key stands in its line, from 0. */
  readonly column: number
  /** What follows its colon. */
  readonly rest: string
  /** Whether it stands between braces or brackets. */
  readonly isFlow: boolean
}

/** Finds the last key of a line that tells that its value is a secret, outside of the values of others. */
export function lastSecret(line: string): LastSecret | undefined {
  const flow = line.search(/[{[]/)
  let last: LastSecret | undefined
  let at = 0
  for (const { 0: whole, 1: key = '', index } of line.matchAll(KEY)) {
    const start = index + whole.length
    if (index < at || !isSecretKey(key)) continue
    const isFlow = flow >= 0 && flow < index
    at = start + valueAt(line, start, isFlow).length
    const column = /["']/.test(line[index - 1] ?? '') ? index - 1 : index
    last = { column, rest: line.slice(start), isFlow }
  }
  return last
}

function valueAt(line: string, start: number, isFlow: boolean): string {
  const form = isFlow ? FLOW_VALUE : VALUE
  form.lastIndex = start
  return form.exec(line)?.[0] ?? ''
}

/** A text with a star for each character that can be seen. */
export function starred(text: string): string {
  return text.replaceAll(/\S/g, '*')
}
