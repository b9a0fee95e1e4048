import { isSecretKey } from '../model/secret-key.ts'
import { unquoted } from './quoted-key.ts'

/** A key of which only a later line will say that it is one, by the colon that it begins with. */
export interface OpenKey {
  /** Where its question mark stands; undefined where none does, which is only between braces. */
  readonly column: number | undefined
  readonly isSecret: boolean
}

/** An explicit key, which goes on for as long as lines stand further in than its question mark. */
const EXPLICIT = /^((?:\s*-)*\s*)\?(?:\s+([^]*))?$/

/** What a line ends with, of which the next one can make a key. */
const LAST = /(?:^|[\s{[,])(?:"((?:[^"\\]|\\.){1,100})"|'((?:[^']|''){1,100})'|([^\s"'{}[\],:]{1,100}))\s*$/

const COMMENT = /(?:^|\s)#[^]*$/

/** The key that is open below a line, if one is. */
export function keyBelow(line: string, above: OpenKey | undefined): OpenKey | undefined {
  const text = line.replace(COMMENT, '')
  if (text.trim() === '') return above
  const [, before, explicit = ''] = EXPLICIT.exec(text) ?? []
  if (before !== undefined) return { column: before.length, isSecret: says(explicit) }
  const column = above?.column
  if (above !== undefined && column !== undefined && line.search(/\S/) > column)
    return { column, isSecret: above.isSecret || says(text) }
  return endsInSecret(text) ? { column: undefined, isSecret: true } : undefined
}

/** The value of a secret key, on a line that begins with the colon of the key above it. */
export interface ValueBelow {
  /** Where its colon stands. */
  readonly column: number
  /** Where what follows the colon begins. */
  readonly start: number
  readonly isFlow: boolean
}

/** The value with which a line begins, if that is one of a secret key above it. */
export function valueBelow(line: string, above: OpenKey | undefined): ValueBelow | undefined {
  const [begins, indent = ''] = /^(\s*):\s*/.exec(line) ?? []
  if (begins === undefined || above?.isSecret !== true) return undefined
  const column = indent.length
  return (above.column ?? column) === column
    ? { column, start: begins.length, isFlow: above.column === undefined }
    : undefined
}

function endsInSecret(text: string): boolean {
  const [, double, single, plain = ''] = LAST.exec(text) ?? []
  if (double !== undefined) return isSecretKey(unquoted(double, '"'))
  return isSecretKey(single ?? plain)
}

function says(text: string): boolean {
  return isSecretKey(text) || isSecretKey(unquoted(text, '"'))
}
