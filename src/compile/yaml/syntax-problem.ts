import type { Document, Scalar, YAMLError } from 'yaml'
import { yaml } from '../libraries/yaml.ts'
import { columnsAbove, lineAfter, lineAt, lineEnd, nextContent, textOf } from './lines-of-text.ts'

/** A mistake of YAML in the words of whoever made it: where it is and not where it was noticed, and what to write. */
export interface SyntaxProblem {
  readonly start: number
  readonly end: number
  readonly message: string
  readonly help: string
}

/** What is needed of an error of the library. */
export type YAMLProblem = Pick<YAMLError, 'code' | 'pos' | 'message'>

/** What the library found, and in which text. */
interface Found {
  readonly text: string
  readonly document: Document.Parsed
  readonly error: YAMLProblem
  /** Where the library noticed it. */
  readonly at: number
}

type Explain = (found: Found) => SyntaxProblem | undefined

/** Explains what the library says in its own terms; undefined where its words and place are the best that is known. */
export function syntaxProblem(text: string, document: Document.Parsed, error: YAMLProblem): SyntaxProblem | undefined {
  const found = { text, document, error, at: error.pos[0] }
  for (const explain of EXPLANATIONS[error.code] ?? []) {
    const problem = explain(found)
    if (problem !== undefined) return problem
  }
  return undefined
}

const quotedText = 'put the text in quotes'

/** A key with a colon and no blank behind it, such as `transit:true`; what stands behind a URL's scheme is none. */
const unspaced: Explain = ({ text, at }) => {
  const [key, colon] = /^[^\s:#"'{[]+(:)(?=[^\s:/]|\u00a0)/.exec(text.slice(at, lineEnd(text, at))) ?? []
  if (key === undefined || colon === undefined) return undefined
  const start = at + key.length - 1
  const isOdd = text[start + 1] === '\u00a0'
  return {
    start,
    end: start + (isOdd ? 2 : 1),
    message: isOdd ? `behind "${key}" stands a no-break space (U+00A0)` : `a blank is missing behind "${key}"`,
    help: isOdd ? 'write a common blank in its place' : 'write a blank between the colon and the value',
  }
}

/** A line that is indented with something that looks like blanks. */
const oddIndent: Explain = ({ text, at }) => {
  const next = lineEnd(text, at) + 1
  const begin = text.lastIndexOf('\n', at - 1) + 1
  const odd = /^ *(\u00a0)/m.exec(text.slice(begin, lineEnd(text, next)))
  if (odd === null) return undefined
  const start = begin + odd.index + odd[0].length - 1
  const message = 'a no-break space (U+00A0) is no indentation'
  return { start, end: start + 1, message, help: 'indent the line with common blanks' }
}

/** A key with a colon as the input of East Asian scripts writes it. */
const wideColon: Explain = ({ text, at }) => {
  const [key] = /^[^\s:#"'{[]+(?=[\uff1a\ufe55])/.exec(text.slice(at, lineEnd(text, at))) ?? []
  if (key === undefined) return undefined
  const start = at + key.length
  const code = text.charCodeAt(start).toString(16).toUpperCase()
  const message = `the colon behind "${key}" is another character (U+${code})`
  return { start, end: start + 1, message, help: 'write a common colon and a blank in its place' }
}

/** A text that has a colon and a blank in it, such as `a: b: c`. */
const colonInText: Explain = ({ text, at }) => {
  const within = /:(?=[ \t])/.exec(text.slice(at, lineEnd(text, at)))
  if (within === null) return undefined
  const start = at + within.index
  return { start, end: start + 1, message: 'a second colon with a blank behind it', help: quotedText }
}

/** A value that ends with a colon, so that it would be a key itself. */
const colonAtEnd: Explain = ({ text, at }) => {
  const [value] = /^[^\s#"'{[][^\n#]*?:(?=[ \t]*(?:\n|$| #))/.exec(text.slice(at)) ?? []
  if (value === undefined || /^\s*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))) return undefined
  const end = at + value.length
  return { start: end - 1, end, message: 'a colon at the end of a value', help: `remove the colon, or ${quotedText}` }
}

/** A first key that is indented, before others that are not. */
const firstIndented: Explain = ({ text, at }) => {
  const line = lineAt(text, at)
  const first = text.split('\n').findIndex((one) => /^\s*[^\s#]/.test(one))
  const begin = text.split('\n').slice(0, first).join('\n').length + (first > 0 ? 1 : 0)
  const key = lineAt(text, begin)
  if (line?.column !== 0 || key?.key === undefined || key.column === 0) return undefined
  const [start, end] = [key.start, key.start + key.key.length]
  const message = `"${key.key}" is indented, and what follows it is not`
  return { start, end, message, help: `begin it in column 1, as the line "${textOf(text, line)}" does` }
}

/** A marker of a template, which another program was to fill in. */
const marker: Explain = ({ text, at: inner }) => {
  const at = text[inner - 1] === '{' ? inner - 1 : inner
  const found = /^\{\{[^\n}]*\}\}/.exec(text.slice(at))?.[0]
  if (found === undefined) return undefined
  const message = `"${found}" is a marker of a template, and nothing fills it in here`
  return { start: at, end: at + found.length, message, help: `write the value itself, or ${quotedText}` }
}

/** A key that is indented below one which has a value already. */
const deeper: Explain = ({ text, at }) => {
  const [line, next] = [lineAt(text, at), lineAfter(text, at)]
  if (line?.key === undefined || next?.key === undefined || next.column <= line.column) return undefined
  const above = columnsAbove(text, line).find(({ column }) => column === next.column)
  const other = above && `begin "${line.key}" in column ${next.column + 1}, as "${above.key}" and "${next.key}" do, or `
  return {
    start: next.start,
    end: next.start + next.key.length,
    message: `"${next.key}" is indented deeper than "${line.key}", which has a value already`,
    help: `${other ?? ''}begin ${above ? `"${next.key}"` : 'it'} in column ${line.column + 1}, as "${line.key}" does`,
  }
}

/** A key that begins between the columns in which others do. */
const misaligned: Explain = ({ text, at }) => {
  const line = lineAt(text, at)
  if (line?.key === undefined) return undefined
  const columns = columnsAbove(text, line)
  if (columns.length === 0 || columns.some(({ column }) => column === line.column)) return undefined
  return {
    start: line.start,
    end: line.start + line.key.length,
    message: `"${line.key}" begins in column ${line.column + 1}, where nothing around it does`,
    help: `begin it in ${columns.map(({ column, key }) => `column ${column + 1}, as "${key}" does`).join(', or in ')}`,
  }
}

/** A brace or a bracket that is not closed where the indentation says that it has ended. */
const unclosed: Explain = ({ text, error, at }) => {
  const closing = / end with a ([}\]])$/.exec(error.message)?.[1]
  const start = closing === undefined ? undefined : openingBefore(text, at)
  if (closing === undefined || start === undefined) return undefined
  return {
    start,
    end: start + 1,
    message: `the "${text[start]}" is not closed, or what belongs to it is not indented`,
    help: `write the "${closing}" that ends it, and indent what stands between them`,
  }
}

/** A quote that is not closed. */
const unquoted: Explain = ({ document, error, at }) => {
  const quote = /^Missing closing (['"])quote$/.exec(error.message)?.[1]
  const start = quote === undefined ? undefined : quotedBefore(document, at)?.[0]
  if (quote === undefined || start === undefined) return undefined
  return {
    start,
    end: start + 1,
    message: 'the quote is not closed',
    help: `write the ${quote} that ends the text; one that is part of it is written ${quote === "'" ? "''" : '\\"'}`,
  }
}

/** Something behind a text in quotes. */
const behindQuotes: Explain = ({ document, error, at }) => {
  if (error.message !== 'Unexpected scalar at node end') return undefined
  const quoted = quotedBefore(document, at)
  if (quoted === undefined) return undefined
  const message = 'something stands behind the end of a text in quotes'
  return { start: at, end: error.pos[1], message, help: 'end the text there, or put all of it in quotes' }
}

/** A line that is neither a key nor anything else. */
const noKey: Explain = ({ text, at, error }) => {
  if (error.code === 'MISSING_CHAR' && !error.message.startsWith('Implicit map keys')) return undefined
  const message = 'this is no key with a colon, and no part of the text above'
  const help = 'write a colon and a value behind a key; indent what goes on from the line above'
  return { start: at, end: lineEnd(text, at), message, help }
}

/** Keeps place and words of the library and says what to do. */
function advising(help: string): Explain {
  return ({ error }) => {
    const [start, end] = error.pos
    return { start, end, message: error.message.charAt(0).toLowerCase() + error.message.slice(1), help }
  }
}

const mapAsText: Explain = ({ text, at, error }) => {
  const message = `a "${text[at]}" begins a map or a list, and neither can be a key`
  return { start: at, end: error.pos[1], message, help: `${quotedText}, if it is one` }
}

/** What stands where nothing of its kind can. */
const unexpected: Explain = (found) => {
  const isList = found.error.message.includes('block-seq-ind')
  return advising(isList ? 'begin the list in a line of its own' : `remove it, or ${quotedText}`)(found)
}

/** A line with a dash where its neighbours are keys. */
const dashAmongKeys: Explain = ({ text, at }) => {
  const start = nextContent(text, at)
  if (!/^-[ \t]/.test(text.slice(start, start + 2))) return undefined
  const message = 'a "-" begins an entry of a list, and the lines around it are keys'
  return {
    start,
    end: start + 1,
    message,
    help: 'remove the "-", or indent the line below the key whose list it belongs to',
  }
}

/** A line that begins in no column in which it could. */
const outOfColumn: Explain = ({ text, at, error }) => {
  const start = nextContent(text, at)
  const end = Math.max(start + textOf(text, { start, column: 0 }).length, start + 1)
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1)
  return { start, end, message, help: 'begin the line in the column of those that it belongs with' }
}

const EXPLANATIONS: Readonly<Record<string, readonly Explain[]>> = {
  MULTILINE_IMPLICIT_KEY: [unspaced, wideColon, oddIndent, noKey],
  MISSING_CHAR: [unspacedKey, wideColon, unquoted, noKey],
  BLOCK_AS_IMPLICIT_KEY: [oddIndent, colonInText, colonAtEnd, deeper, dashAmongKeys, outOfColumn],
  BAD_INDENT: [unclosed, oddIndent, misaligned, outOfColumn],
  NON_STRING_KEY: [marker, mapAsText],
  BAD_SCALAR_START: [advising(quotedText)],
  BAD_DQ_ESCAPE: [advising('write the backslash twice, or put the text in single quotes')],
  BAD_ALIAS: [advising(quotedText)],
  UNEXPECTED_TOKEN: [behindQuotes, firstIndented, unexpected],
}

/** A key without a value can lack many things; that of a blank is seen at the colon. */
function unspacedKey(found: Found): SyntaxProblem | undefined {
  return found.error.message.startsWith('Implicit map keys') ? unspaced(found) : undefined
}

/** Where the last text in quotes before an offset begins and ends. */
function quotedBefore(document: Document.Parsed, at: number): readonly [number, number] | undefined {
  let last: readonly [number, number] | undefined
  yaml().visit(document, {
    Scalar: (_key, { type, range }: Scalar) => {
      if (range && (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE') && range[0] < at) last = [range[0], range[1]]
    },
  })
  return last
}

/** The nearest brace or bracket before an offset that is still open there. */
function openingBefore(text: string, end: number): number | undefined {
  let closed = 0
  for (let at = end - 1; at >= 0; at--) {
    if (text[at] === '}' || text[at] === ']') closed++
    else if ((text[at] === '{' || text[at] === '[') && closed-- === 0) return at
  }
  return undefined
}
