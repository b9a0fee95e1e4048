import { isMap, isSeq, type Document, type Node, type Pair } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { indentAt, isFlow, lineEnd, lineStart, pairsOf, rangeOf, rangeOfPair } from './layout.ts'
import type { Replacement } from './replacement.ts'

/** Takes a value out, with its key; a map that would be left empty goes too. */
export function removalOf(text: string, document: Document.Parsed, path: DocumentPath): Replacement | undefined {
  const parent = path.slice(0, -1)
  const container: unknown = parent.length === 0 ? document.contents : document.getIn(parent, true)
  const step = path.at(-1)
  if (isMap<Node, Node | null>(container) && container.items.length === 1 && parent.length > 0) {
    return removalOf(text, document, parent)
  }
  const items = itemsOf(container)
  const index = typeof step === 'number' ? step : items.findIndex(({ key }) => key === step)
  const item = items[index]
  if (item === undefined || item.range === undefined) return undefined
  return isFlow(container) ? fromBraces(items, index) : line(text, item.range, isSeq(container))
}

interface Item {
  readonly key: string | number
  readonly range: { readonly from: number; readonly to: number } | undefined
}

function itemsOf(container: unknown): readonly Item[] {
  if (isSeq<Node | Pair>(container)) {
    return container.items.map((item, key) => ({ key, range: 'range' in item ? rangeOf(item) : undefined }))
  }
  return pairsOf(container).map(({ key, pair }) => ({ key, range: rangeOfPair(pair) }))
}

function fromBraces(items: readonly Item[], index: number): Replacement | undefined {
  const own = items[index]?.range
  const next = items[index + 1]?.range
  const previous = items[index - 1]?.range
  if (own === undefined) return undefined
  if (next !== undefined) return { from: own.from, to: next.from, text: '' }
  return { from: previous?.to ?? own.from, to: own.to, text: '' }
}

function line(text: string, { from, to }: { from: number; to: number }, isElement: boolean): Replacement | undefined {
  const start = isElement ? text.lastIndexOf('-', from) : from
  if (start < 0 || indentAt(text, start) === undefined) return undefined
  const end = text[to - 1] === '\n' ? to : Math.min(lineEnd(text, to) + 1, text.length)
  return { from: lineStart(text, start), to: end, text: '' }
}
