import { isSecretKey } from '../model/secret-key.ts'
import type { ValueBelow } from './open-key.ts'
import { unquoted } from './quoted-key.ts'

/**
 * A key with its colon: what stands in quotes, or the word before it, as where quotes are escaped. From the start of a word
 * only, and no longer than keys are, so that no line takes long.
 */
const KEY =
  /(?:"(?<double>(?:[^"\\:]|\\.){1,100})"|'(?<single>(?:[^':]|''){1,100})'|(?<![\w.-])(?<word>[\w.-]+)\\*["']?)\s*:\s*/g

/** As {@link KEY}, and a key of several words and signs as well: where a map's entry begins, all before its colon is the key. */
const KEY_OF_YAML = new RegExp(
  String.raw`(?=[^\s"'#{}[\],:-])(?<=^\s*(?:-\s+)*|[{,]\s*)(?<plain>[^"'{}[\],:]{1,100}?)\s*:\s+|${KEY.source}`,
  'g',
)

/** What lines are: lines of YAML, or what somebody says, in which a colon follows whole sentences. */
export type LinesOf = 'YAML' | 'prose'

/** What stands behind a key: a text in quotes, perhaps with a tag or an anchor, or all up to a comment. */
const VALUE = /(?:[&!]\S*\s+)*(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|(?:(?!\s#).)+/y

/** The same between braces or brackets, where another key may follow. */
const FLOW_VALUE = /(?:[&!]\S*\s+)*(?:"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|(?:(?!\s#)[^,}\]])+/y

/** What follows a key may be a reference to a secret, which is none. */
const REFERENCE = /^["']?(?:env|file|credential):/

/** Other secrets, with the part that may be shown and the part that may not. */
const SECRETS: readonly RegExp[] = [
  // A password in an address.
  /(:\/\/[^\s/:@]+:)([^\s/@]+)(?=@)/g,
  // A token in the place of a user, as hosts of repositories take it.
  /(https?:\/\/)([^\s/:@]+)(?=@)/gi,
  // What follows the beginning of a private key in one line.
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)(.+)/g,
]

/** A line of the input as it may be shown: secrets that should not be there are starred out, everything keeps its place. */
export function withoutSecrets(line: string, form: LinesOf): string {
  return SECRETS.reduce(
    (text, secret) => text.replaceAll(secret, (_, shown: string, hidden: string) => shown + starred(hidden)),
    withoutKeyed(line, form),
  )
}

function withoutKeyed(line: string, form: LinesOf): string {
  const flow = line.search(/[{[]/)
  let shown = ''
  let at = 0
  for (const { index, start } of secretKeysIn(line, form)) {
    if (index < at) continue
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
export function lastSecret(line: string, form: LinesOf): LastSecret | undefined {
  const flow = line.search(/[{[]/)
  let last: LastSecret | undefined
  let at = 0
  for (const { index, start } of secretKeysIn(line, form)) {
    if (index < at) continue
    const isFlow = flow >= 0 && flow < index
    at = start + valueAt(line, start, isFlow).length
    last = { column: index, rest: line.slice(start), isFlow }
  }
  return last
}

/** Where the keys of secrets begin in a line, and where what follows their colons does. */
function* secretKeysIn(line: string, form: LinesOf): Iterable<{ readonly index: number; readonly start: number }> {
  for (const { 0: whole, index, groups = {} } of line.matchAll(form === 'YAML' ? KEY_OF_YAML : KEY)) {
    const { double, single, plain, word = '' } = groups
    const key = double === undefined ? (plain ?? single ?? word) : unquoted(double, '"')
    if (isSecretKey(key)) yield { index, start: index + whole.length }
  }
}

/** A line as it may be shown of which the value of a secret key is what stands from `start` on. */
export function withoutValue(line: string, { start, isFlow }: ValueBelow, form: LinesOf): string {
  const value = valueAt(line, start, isFlow)
  const shown = REFERENCE.test(value) ? value : starred(value)
  return line.slice(0, start) + shown + withoutSecrets(line.slice(start + value.length), form)
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
