import type { Document } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { inBrackets, inOneLine, isFlow, pairsOf, rangeOf } from './layout.ts'
import type { Replacement } from './replacement.ts'

/** Gives a key another name. */
export function renamingOf(document: Document.Parsed, path: DocumentPath, to: string): Replacement | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const range = rangeOf(pairsOf(parent).find(({ key }) => key === path.at(-1))?.pair.key)
  return range === undefined ? undefined : { ...range, text: isFlow(parent) ? inBrackets(to) : inOneLine(to) }
}
