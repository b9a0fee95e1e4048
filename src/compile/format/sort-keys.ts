import { isMap, isScalar, isSeq, visit, type Document, type Node, type Pair, type YAMLMap } from 'yaml'
import type { KeyOrder } from './key-order.ts'

/** Puts the keys of a document into the order of its schema; names that are free stay where they are. */
export function sortKeys(document: Document.Parsed, order: KeyOrder): void {
  sortBelow(document.contents, order, true)
  visit(document, {
    Node: (_key, node) => {
      if (node.commentBefore == null) return
      const tidy = node.commentBefore.replaceAll(/^\n+|(?<!\n)\n+$/g, '').replaceAll(/\n{3,}/g, '\n\n')
      node.commentBefore = tidy === '' ? null : tidy
    },
  })
}

function sortBelow(node: unknown, order: KeyOrder, isTop = false): void {
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) sortBelow(item, order.below(index))
  } else if (isMap<Node, Node | null>(node)) {
    sortPairs(node, order.keys, isTop)
    for (const pair of node.items) {
      if (!isScalar(pair.key)) continue
      const beside = takeBeside(pair)
      sortBelow(pair.value, order.below(String(pair.key.value)))
      if (beside !== undefined && isMap(pair.value)) {
        pair.value.commentBefore = [beside, pair.value.commentBefore].filter((part) => part != null).join('\n')
      }
    }
  }
}

/** Takes away what is said beside a key whose map stands below it: that is about the map, not about its first key. */
function takeBeside({ srcToken, value }: Pair<Node, Node | null>): string | undefined {
  const sep = srcToken !== undefined && 'sep' in srcToken ? (srcToken.sep ?? []) : []
  const end = sep.findIndex(({ type }) => type === 'newline')
  const isBeside = sep.slice(0, Math.max(end, 0)).some(({ type }) => type === 'comment')
  if (!isBeside || !isMap(value) || value.commentBefore == null) return undefined
  const [beside, ...rest] = value.commentBefore.split('\n')
  value.commentBefore = rest.length === 0 ? null : rest.join('\n')
  return beside
}

function sortPairs(map: YAMLMap<Node, Node | null>, keys: readonly string[], isTop: boolean): void {
  const [first] = map.items
  const rank = ({ key }: Pair<Node, Node | null>): number => {
    const at = isScalar(key) ? keys.indexOf(String(key.value)) : -1
    return at < 0 ? keys.length : at
  }
  map.items = map.items.toSorted((left, right) => rank(left) - rank(right))
  const [head] = map.items
  if (first === undefined || head === undefined || head === first) return
  if (isTop) keepHeader(first.key, head.key)
  else moveRemarks(map, first.key, head.key)
  // The blank line above the key that comes first now separates it from the one that was.
  if (head.key.spaceBefore === true) {
    head.key.spaceBefore = false
    first.key.spaceBefore = true
  }
}

/** What stands at the top of a file speaks of the file; below a blank line it speaks of the first key. */
function keepHeader(first: Node, head: Node): void {
  const remarks = (first.commentBefore ?? '').split('\n\n')
  const own = remarks.length > 1 ? remarks.pop() : undefined
  const header = remarks.join('\n\n')
  first.commentBefore = own ?? null
  if (header !== '') head.commentBefore = [header, head.commentBefore].filter((part) => part != null).join('\n\n')
}

/** What stands above the first key of a map belongs to the map for the parser, and to the key for people. */
function moveRemarks(map: YAMLMap<Node, Node | null>, first: Node, head: Node): void {
  if (map.commentBefore != null) first.commentBefore = map.commentBefore
  map.commentBefore = map.flow === true ? null : (head.commentBefore ?? null)
  if (map.flow !== true) head.commentBefore = null
}
