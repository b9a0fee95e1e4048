import type { PhraseKind, Vocabulary } from '../vocabulary.ts'
import { TextError, type ReadText, type TextProblem } from './problem.ts'
import { tokenize, type Token } from './token.ts'

/** A position in a text that is being read, and the words it may use. */
export class Reader {
  readonly vocabulary: Vocabulary
  readonly #tokens: readonly Token[]
  readonly #end: Token
  readonly #noted: TextProblem[]
  #at = 0

  constructor(text: string, vocabulary: Vocabulary, noted: TextProblem[]) {
    this.vocabulary = vocabulary
    this.#tokens = tokenize(text)
    this.#end = { kind: 'end', text: '', start: text.length, end: text.length }
    this.#noted = noted
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.#end
  }

  next(): Token {
    const token = this.peek()
    this.#at++
    return token
  }

  /** Takes the next token if it is this symbol or, without regard to case, this word. */
  take(wanted: string): Token | undefined {
    const { kind, text: found } = this.peek()
    const fits = kind === 'symbol' ? found === wanted : kind === 'word' && isSameWord(found, wanted)
    return fits ? this.next() : undefined
  }

  /** Takes the next words if they are a name of the vocabulary; the longest name that fits. */
  takePhrase(kind: PhraseKind): string | undefined {
    const phrases = this.vocabulary.phrasesFrom(kind, this.peek().text)
    const known = phrases.find(({ words }) => words.every((word, ahead) => this.peek(ahead).text === word))
    for (const word of known?.words ?? []) this.expect(word)
    return known?.name
  }

  expect(wanted: string): Token {
    const token = this.take(wanted)
    if (token !== undefined) return token
    const found = this.peek()
    return this.fail(found, found.kind === 'end' ? `"${wanted}" is missing at the end` : `"${wanted}" is missing`)
  }

  /** Takes a problem down and goes on reading. */
  note(at: Pick<Token, 'start' | 'end'>, message: string, help: string | undefined, code: string): void {
    this.#noted.push(problemAt(at, message, help, code))
  }

  fail(at: Pick<Token, 'start' | 'end'>, message: string, help?: string, code = 'POL-SYNTAX'): never {
    throw new TextError(problemAt(at, message, help, code))
  }
}

function isSameWord(found: string, wanted: string): boolean {
  return found === wanted || (found.length === wanted.length && found.toLowerCase() === wanted.toLowerCase())
}

/** Reads a whole text with `read`; what is left over afterwards is a problem. */
export function readText<Value>(
  text: string,
  vocabulary: Vocabulary,
  read: (reader: Reader) => Value,
): ReadText<Value> {
  const noted: TextProblem[] = []
  const reader = new Reader(text, vocabulary, noted)
  try {
    const value = read(reader)
    const rest = reader.peek()
    if (rest.kind !== 'end') reader.fail(rest, `"${rest.text}" is not expected here`, 'join comparisons by AND or OR')
    return { value, problems: noted }
  } catch (error) {
    if (error instanceof TextError)
      return { value: undefined, problems: [...noted, ofQuotes(text, error.problem) ?? error.problem] }
    throw error
  }
}

/** Where a word processor has written quotes, these are what is wrong, whatever is missing there. */
function ofQuotes(text: string, { start, end, code }: TextProblem): TextProblem | undefined {
  const quote = text.charAt(start)
  if (quote === '' || !'“”„‟‘’‚‛«»'.includes(quote)) return undefined
  return { code, start, end, message: `${quote} is no quote here`, help: 'write " on both sides of the text' }
}

function problemAt(
  { start, end }: Pick<Token, 'start' | 'end'>,
  message: string,
  help: string | undefined,
  code: string,
): TextProblem {
  return { code, message, start, end: Math.max(end, start + 1), ...(help === undefined ? {} : { help }) }
}
