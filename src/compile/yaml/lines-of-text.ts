/** A line with content. */
export interface Line {
  /** Offset of the first character that is no blank. */
  readonly start: number
  /** The same as a column, from 0. */
  readonly column: number
  /** The key that the line begins with. */
  readonly key?: string
}

/** What a line says. */
export function textOf(text: string, { start }: Line): string {
  return text.slice(start, lineEnd(text, start)).trimEnd()
}

/** Where the line around an offset ends. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** The line around an offset; undefined for one without content. */
export function lineAt(text: string, at: number): Line | undefined {
  const begin = text.lastIndexOf('\n', at - 1) + 1
  const [blanks = ''] = /^ */.exec(text.slice(begin, lineEnd(text, begin))) ?? []
  const content = text.slice(begin + blanks.length, lineEnd(text, begin)).trimEnd()
  if (content === '' || content.startsWith('#')) return undefined
  const key = /^([^\s:#"'{[][^:#]*):(?=\s|$)/.exec(content)?.[1]
  return { start: begin + blanks.length, column: blanks.length, ...(key === undefined ? {} : { key }) }
}

/** The next line with content. */
export function lineAfter(text: string, at: number): Line | undefined {
  for (let end = lineEnd(text, at); end < text.length; end = lineEnd(text, end + 1)) {
    const line = lineAt(text, end + 1)
    if (line !== undefined) return line
  }
  return undefined
}

/** The nearest columns to the right and to the left in which keys above a line begin, each with such a key. */
export function columnsAbove(
  text: string,
  { start, column }: Line,
): readonly { readonly column: number; readonly key: string }[] {
  let [right, left]: [Line | undefined, Line | undefined] = [undefined, undefined]
  for (let at = start - column - 1; at >= 0 && left === undefined; at = text.lastIndexOf('\n', at - 1)) {
    const line = lineAt(text, at)
    if (line?.key === undefined) continue
    if (line.column <= column) left = line
    else if (right === undefined || line.column < right.column) right = line
    if (at === 0) break
  }
  return [right, left].flatMap((line) => (line?.key === undefined ? [] : [{ column: line.column, key: line.key }]))
}

/** Where the next line with content begins, where an offset is in none: the library notices what is wrong before it. */
export function nextContent(text: string, at: number): number {
  const blanks = /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*/.exec(text.slice(at))?.[0].length ?? 0
  return at + blanks < text.length ? at + blanks : at
}
