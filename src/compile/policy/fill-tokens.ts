/** Keys whose values are texts of the criteria language, where a value inside quotes must not end them. */
const NOTATIONS = new Set(['criteria', 'action', 'events'])

const TOKEN = /\uE002(\d+)\uE003/g

/** Replaces the tokens in a value that was read from an expanded template by the texts that they stand for. */
export function filled(value: unknown, texts: readonly string[], key = ''): unknown {
  if (typeof value === 'string')
    return pieces(value, texts, NOTATIONS.has(key))
      .map(({ text }) => text)
      .join('')
  if (Array.isArray(value)) return value.map((item) => filled(item, texts, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [plain(name, texts), filled(item, texts, name)]),
  )
}

/** Where an offset into a filled text lies in the text with tokens. */
export function unfilled(written: string, texts: readonly string[], key: string, offset: number): number {
  let [before, after] = [0, 0]
  for (const { text, length } of pieces(written, texts, NOTATIONS.has(key))) {
    if (offset < after + text.length) return before + Math.min(offset - after, length)
    before += length
    after += text.length
  }
  return before
}

/** A part of a filled text with the length of what it was before. */
interface Piece {
  readonly text: string
  readonly length: number
}

function pieces(written: string, texts: readonly string[], isNotation: boolean): readonly Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const match of written.matchAll(TOKEN)) {
    const between = written.slice(at, match.index)
    found.push({ text: between, length: between.length })
    const text = texts[Number(match[1])] ?? ''
    const quoted = isNotation && isInsideQuotes(written.slice(0, match.index))
    found.push({ text: quoted ? text.replace(/[\\">]/g, '\\$&') : text, length: match[0].length })
    at = match.index + match[0].length
  }
  const rest = written.slice(at)
  return [...found, { text: rest, length: rest.length }]
}

function isInsideQuotes(before: string): boolean {
  const quotes = before.match(/(?<!\\)"/g)?.length ?? 0
  return quotes % 2 === 1 || /<[^<>]*$/.test(before)
}

function plain(text: string, texts: readonly string[]): string {
  return text.replace(TOKEN, (_, index: string) => texts[Number(index)] ?? '')
}
