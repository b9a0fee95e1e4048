import type { Document, Scalar } from 'yaml'
import type { Diagnostic } from '../../source/diagnostic.ts'
import { unicodeNumber } from '../../source/look-alike.ts'
import type { SourceFile } from '../../source/source-file.ts'
import { frontEndFinding, type FrontEndCodeName } from '../codes/front-end-codes.ts'
import { yaml } from '../libraries/yaml.ts'
import { oddQuotes } from '../../source/odd-quotes.ts'

/** Blanks that look like the common one and are another character. */
const BLANKS = /[\u00a0\u2007\u202f]/

/**
 * Texts that YAML reads otherwise than they look: in quotes that are none, with half of a pair of quotes, with entries of a
 * list that have become a part of them, and names with blanks that are none. Whoever means it puts the text in quotes.
 */
export function oddTexts(file: SourceFile, document: Document.Parsed): readonly Diagnostic[] {
  const { isPair, isScalar, visit } = yaml()
  const findings: Diagnostic[] = []
  const tell = (code: FrontEndCodeName, start: number, end: number, message: string): void => {
    findings.push(frontEndFinding(code, { kind: 'range', file: file.path, start, end }, message))
  }
  const look = (scalar: Scalar, isName: boolean): void => {
    const { value, range } = scalar
    if (typeof value !== 'string' || !range) return
    const [start, end] = range
    const blank = isName ? BLANKS.exec(file.text.slice(start, end)) : null
    if (blank !== null) {
      const at = start + blank.index
      tell('YAML-BLANK', at, at + 1, `a blank of "${value}" is ${unicodeNumber(blank[0])}, which only looks like one`)
    }
    if (scalar.type !== 'PLAIN') return
    const quotes = oddQuotes(value)
    if (quotes !== undefined) tell('YAML-QUOTES', start, end, quotes)
    const entry = /\n[ \t]*(- [^\n]*)/.exec(file.text.slice(start, end))
    if (entry === null) return
    const line = entry[1] ?? ''
    const at = start + entry.index + entry[0].length - line.length
    tell('YAML-SWALLOWED', at, at + line.length, `"${line}" is a part of the text above it, and no entry of a list`)
  }
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (isScalar(key)) look(key, true)
      if (isScalar(value)) look(value, isScalar(key) && key.value === 'name')
    },
    Seq: (_key, { items }, path) => {
      // What is wrong with an entry of a list is told where the type of the list is known.
      const above = path.at(-1)
      if (isPair(above) && isScalar(above.key) && above.key.value === 'entries') return
      for (const item of items) if (isScalar(item)) look(item, false)
    },
  })
  return findings
}
