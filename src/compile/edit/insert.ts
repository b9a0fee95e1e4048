import { isMap, isScalar, type Document, type Node } from 'yaml'
import type { DocumentPath } from '../../source/place.ts'
import { inBrackets, indentAt, isFlow, lineEnd, lineStart, pairsOf, pairText, rangeOf, rangeOfPair } from './layout.ts'
import type { Replacement } from './replacement.ts'

/** Puts a value where none is yet: as the last key of the innermost map that is there. */
export function insertionOf(
  text: string,
  document: Document.Parsed,
  path: DocumentPath,
  value: unknown,
): Replacement | undefined {
  const { depth, node } = innermost(document, path)
  const [key, ...rest] = path.slice(depth)
  if (typeof key !== 'string') return undefined
  const inner = rest.reduceRight<unknown>((below, step) => ({ [step]: below }), value)
  if (isMap<Node, Node | null>(node))
    return isFlow(node) ? intoBraces(node, key, inner) : asLine(text, node, key, inner)
  return isEmptyScalar(node) ? belowKey(text, document, path.slice(0, depth), key, inner) : undefined
}

function innermost(document: Document.Parsed, path: DocumentPath): { readonly depth: number; readonly node: unknown } {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true)
    if (node !== undefined) return { depth, node }
  }
  return { depth: 0, node: document.contents }
}

function intoBraces(map: Node, key: string, value: unknown): Replacement | undefined {
  const range = rangeOf(map)
  if (range === undefined) return undefined
  const last = pairsOf(map).at(-1)
  const end = last === undefined ? undefined : rangeOfPair(last.pair)?.to
  const pair = `${inBrackets(key)}: ${inBrackets(value)}`
  if (end !== undefined) return { from: end, to: end, text: `, ${pair}` }
  return { ...range, text: `{ ${pair} }` }
}

function asLine(text: string, map: Node, key: string, value: unknown): Replacement | undefined {
  const pairs = pairsOf(map)
  const first = pairs[0] === undefined ? undefined : rangeOfPair(pairs[0].pair)
  const last = pairs.at(-1)
  const end = last === undefined ? undefined : rangeOfPair(last.pair)?.to
  if (first === undefined || end === undefined) return undefined
  // The first key of a map in a list stands behind a dash.
  const indent = ' '.repeat(first.from - lineStart(text, first.from))
  // The format is what a reader of a file has to know first.
  if (key === 'format' && indent === '')
    return { from: first.from, to: first.from, text: `${pairText(key, value, '')}\n` }
  // The text of a block ends with its line's end; that of a scalar before a comment.
  const at = text[end - 1] === '\n' ? end - 1 : lineEnd(text, end)
  return { from: at, to: at, text: `\n${pairText(key, value, indent)}` }
}

/** Below a key that has no value yet. */
function belowKey(
  text: string,
  document: Document.Parsed,
  parent: DocumentPath,
  key: string,
  value: unknown,
): Replacement | undefined {
  const own = parent.at(-1)
  const pair = pairsOf(parent.length === 1 ? document.contents : document.getIn(parent.slice(0, -1), true)).find(
    (one) => one.key === own,
  )?.pair
  const start = rangeOf(pair?.key)
  if (start === undefined) return undefined
  const indent = indentAt(text, start.from)
  if (indent === undefined) return undefined
  const at = lineEnd(text, start.to)
  return { from: at, to: at, text: `\n${pairText(key, value, `${indent}  `)}` }
}

function isEmptyScalar(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && node.source === '')
}
