import { isMap, isNode, isSeq, parseDocument, visit, type Document, type Node, type Scalar } from 'yaml'
import { lineEnd, lineStart } from './layout.ts'
import { writeTexts } from './write-texts.ts'

/** Lines are no longer than this where what they hold can be broken. */
const WIDTH = 120

/**
 * The text of a document in the layout that all files of a repository have: two columns a level, `[a, b]` and
 * `{ a: 1 }` where it fits into a line, a line for each entry where it does not.
 */
export function printYaml(document: Document, folded: ReadonlySet<Scalar> = new Set()): string {
  // Texts that had several lines may have them; the others keep theirs, so that a place in them stays a column.
  writeTexts(document, (item) => (folded.has(item) ? WIDTH : 0))
  breakLongLines(document)
  separateSections(document.contents)
  return tight(printed(document))
}

function printed(document: Document): string {
  return document.toString({ lineWidth: 0, indentSeq: true, flowCollectionPadding: true, singleQuote: true })
}

/** At the top of a file, what takes several lines has a blank one below. */
function separateSections(contents: unknown): void {
  if (!isMap(contents)) return
  for (const [index, { key }] of contents.items.entries()) {
    const before = contents.items[index - 1]
    if (before !== undefined && isNode(key) && isBlock(before.value)) key.spaceBefore = true
  }
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'items' in value && !('flow' in value && value.flow === true)
}

function breakLongLines(document: Document): void {
  for (;;) {
    const text = printed(document)
    const own = outermostInBrackets(document)
    const shown = outermostInBrackets(parseDocument(text))
    const long = own.filter((_, index) => {
      const range = shown[index]?.range
      return range != null && lineEnd(text, range[0]) - lineStart(text, range[0]) > WIDTH
    })
    if (long.length === 0 || shown.length !== own.length) return
    for (const node of long) breakUp(node)
  }
}

/** What is said beside a bracket stands above the lines that it is broken into. */
function breakUp(node: InBrackets): void {
  node.flow = false
  if (node.comment == null) return
  node.commentBefore = [node.commentBefore, node.comment].filter((part) => part != null).join('\n')
  node.comment = null
}

type InBrackets = Node & { flow?: boolean }

function outermostInBrackets(document: Document): readonly InBrackets[] {
  const found: InBrackets[] = []
  visit(document, {
    Collection: (_key, node) => {
      if (node.flow !== true || node.items.length === 0) return undefined
      found.push(node)
      return visit.SKIP
    },
  })
  return found
}

/** Lists hug their brackets, maps do not. */
function tight(text: string): string {
  const cuts: { readonly from: number; readonly to: number }[] = []
  visit(parseDocument(text), {
    Collection: (_key, node) => {
      if (!isSeq(node) || node.flow !== true || node.range == null) return
      const [start, end] = node.range
      const inside = text.slice(start + 1, end - 1)
      const lead = /^ +(?=[^\s#])/.exec(inside)?.[0].length ?? 0
      const trail = /[^\s]( +)$/.exec(inside)?.[1]?.length ?? 0
      cuts.push({ from: start + 1, to: start + 1 + lead }, { from: end - 1 - trail, to: end - 1 })
    },
  })
  return cuts
    .toSorted((left, right) => right.from - left.from)
    .reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text)
}
