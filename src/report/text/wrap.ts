import { widthOf } from './cells.ts'

/**
 * Breaks a paragraph at spaces so that its lines keep to `columns`; the first line starts with `lead`, the others
 * with `indent`. A word that is too long stays whole: a path or a UUID that is cut in two cannot be copied.
 */
export function wrap(text: string, columns: number, indent: string, lead = ''): readonly string[] {
  const lines: string[] = []
  let line = lead
  let isEmpty = true
  for (const word of text.split(' ')) {
    const longer = isEmpty ? `${line}${word}` : `${line} ${word}`
    if (widthOf(longer) > columns && !isEmpty) {
      lines.push(line)
      line = `${indent}${word}`
    } else {
      line = longer
    }
    isEmpty = false
  }
  return [...lines, line]
}
