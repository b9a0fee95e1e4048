import type { Vocabulary } from '../vocabulary.ts'
import { TextError, type ReadText, type TextProblem } from './problem.ts'
import { tokenize, type Token } from './token.ts'

/** A position in a text that is being read, and the words it may use. */
export interface Reader {
  readonly vocabulary: Vocabulary
  readonly peek: (ahead?: number) => Token
  readonly next: () => Token
  /** Takes the next token if it is this symbol or, without regard to case, this word. */
  readonly take: (text: string) => Token | undefined
  readonly expect: (text: string) => Token
  /** Takes a problem down and goes on reading. */
  readonly note: (at: Pick<Token, 'start' | 'end'>, message: string, help: string | undefined, code: string) => void
  readonly fail: (at: Pick<Token, 'start' | 'end'>, message: string, help?: string, code?: string) => never
}

/** Reads a whole text with `read`; what is left over afterwards is a problem. */
export function readText<Value>(
  text: string,
  vocabulary: Vocabulary,
  read: (reader: Reader) => Value,
): ReadText<Value> {
  const noted: TextProblem[] = []
  const reader = readerOf(text, vocabulary, noted)
  try {
    const value = read(reader)
    const rest = reader.peek()
    if (rest.kind !== 'end') reader.fail(rest, `"${rest.text}" is not expected here`, 'join comparisons by AND or OR')
    return { value, problems: noted }
  } catch (error) {
    if (error instanceof TextError) return { value: undefined, problems: [...noted, error.problem] }
    throw error
  }
}

function readerOf(text: string, vocabulary: Vocabulary, noted: TextProblem[]): Reader {
  const tokens = tokenize(text)
  const end: Token = { kind: 'end', text: '', start: text.length, end: text.length }
  let at = 0
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end
  const next = (): Token => {
    const token = peek()
    at++
    return token
  }
  const take = (wanted: string): Token | undefined => {
    const { kind, text: found } = peek()
    const fits = kind === 'symbol' ? found === wanted : kind === 'word' && found.toLowerCase() === wanted.toLowerCase()
    return fits ? next() : undefined
  }
  const fail: Reader['fail'] = (place, message, help, code = 'POL-SYNTAX') => {
    throw new TextError(problemAt(place, message, help, code))
  }
  const note: Reader['note'] = (place, message, help, code) => void noted.push(problemAt(place, message, help, code))
  const expect = (wanted: string): Token => {
    const token = take(wanted)
    if (token !== undefined) return token
    const found = peek()
    return fail(found, found.kind === 'end' ? `"${wanted}" is missing at the end` : `"${wanted}" is missing`)
  }
  return { vocabulary, peek, next, take, expect, note, fail }
}

function problemAt(
  { start, end }: Pick<Token, 'start' | 'end'>,
  message: string,
  help: string | undefined,
  code: string,
): TextProblem {
  return { code, message, start, end: Math.max(end, start + 1), ...(help === undefined ? {} : { help }) }
}
