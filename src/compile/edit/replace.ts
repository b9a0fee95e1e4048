import { isCollection, isMap, isScalar, isSeq, type Document, type Node } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { sameContent } from './edited.ts'
import { inBrackets, indentAt, inOneLine, isFlow, lineEnd, lineStart, pairsOf, rangeOf } from './layout.ts'
import type { Replacement } from './replacement.ts'

/** Puts a value in the place of another. */
export function replacementOf(
  text: string,
  document: Document.Parsed,
  path: DocumentPath,
  value: unknown,
): Replacement | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  if (isSeq<Node>(node) && !isFlow(node) && Array.isArray(value) && value.length > 0) {
    return elements(text, document, node, value)
  }
  if (!isScalar(node) && !isCollection(node)) return undefined
  const range = rangeOf(node)
  if (range === undefined) return undefined
  const hasLines = isScalar(node) ? range.from === range.to || isBlockText(node) : !isFlow(node)
  if (hasLines) return afterKey(text, keyOf(document, path), range, value)
  return { ...range, text: inItsPlace(document, path, value) }
}

function inItsPlace(document: Document.Parsed, path: DocumentPath, value: unknown): string {
  const around = path.map((_, depth) => (depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)))
  return around.some(isFlow) ? inBrackets(value) : inOneLine(value)
}

/** A list with a line for each element keeps the lines of the elements that stay, with what is said beside them. */
function elements(
  text: string,
  document: Document.Parsed,
  list: { readonly items: readonly Node[] },
  values: readonly unknown[],
): Replacement | undefined {
  const lines = list.items.map((item) => lineOf(text, document, item))
  const [first] = lines
  const last = lines.at(-1)
  if (first === undefined || last === undefined || lines.includes(undefined)) return undefined
  const left = lines.flatMap((line) => line ?? [])
  const written = values.map((value) => {
    const kept = left.findIndex((line) => sameContent(line.value, value))
    return kept === -1 ? `${first.indent}- ${inOneLine(value)}\n` : left.splice(kept, 1)[0]?.text
  })
  const whole = written.join('')
  return { from: first.from, to: last.to, text: text.endsWith('\n') || last.to < text.length ? whole : whole.trimEnd() }
}

interface Line {
  readonly from: number
  readonly to: number
  readonly indent: string
  readonly text: string
  readonly value: unknown
}

function lineOf(text: string, document: Document.Parsed, item: Node): Line | undefined {
  const range = rangeOf(item)
  const dash = range === undefined ? -1 : text.lastIndexOf('-', range.from)
  const indent = dash < 0 ? undefined : indentAt(text, dash)
  if (range === undefined || indent === undefined) return undefined
  const from = lineStart(text, dash)
  const to = text[range.to - 1] === '\n' ? range.to : Math.min(lineEnd(text, range.to) + 1, text.length)
  const own = text.slice(from, to)
  return { from, to, indent, text: own.endsWith('\n') ? own : `${own}\n`, value: item.toJS(document) }
}

/** Where a value has no text yet, or one of several lines, everything after its key makes room. */
function afterKey(
  text: string,
  key: Node | undefined,
  value: ReturnType<typeof rangeOf>,
  wanted: unknown,
): Replacement | undefined {
  const start = rangeOf(key)
  const colon = start === undefined ? -1 : text.indexOf(':', start.to)
  if (value === undefined || colon < 0) return undefined
  const end = Math.max(value.to, colon + 1)
  const ending = text[end - 1] === '\n' ? '\n' : ''
  return { from: colon + 1, to: end, text: ` ${inOneLine(wanted)}${ending}` }
}

function keyOf(document: Document.Parsed, path: DocumentPath): Node | undefined {
  const parent: unknown = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  return pairsOf(parent).find(({ key }) => key === String(path.at(-1)))?.pair.key
}

function isBlockText({ type }: { readonly type?: string }): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
}
