import { Document, isMap, isScalar, type Node, type Pair } from 'yaml'
import { writeTexts } from './write-texts.ts'

/** Lists that would be longer than this get a line for each element. */
const LONGEST_LINE = 120

/** A value in one line, as it can stand anywhere a value can. */
export function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((element: unknown) => inBrackets(element)).join(', ')}]`
  if (!isPlainMap(value)) return textOf(value)
  const pairs = Object.entries(value).map(([key, one]) => `${inBrackets(key)}: ${inBrackets(one)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** A value between brackets or braces, where a comma or a bracket ends a text, so that more texts need quotes. */
export function inBrackets(value: unknown): string {
  return Array.isArray(value) || isPlainMap(value) ? inOneLine(value) : textOf([value]).slice(2, -2)
}

function textOf(value: unknown): string {
  const style = Array.isArray(value) ? ({ collectionStyle: 'flow' } as const) : {}
  const document = new Document(value, { version: '1.2' })
  writeTexts(document)
  return document.toString({ ...style, lineWidth: 0, singleQuote: true }).trimEnd()
}

/** A value below a key, in the layout that is usual: short lists in one line, maps with a line for each key. */
export function pairText(key: string | number, value: unknown, indent: string): string {
  if (isPlainMap(value) && Object.keys(value).length > 0) {
    const inner = Object.entries(value).map(([name, one]) => pairText(name, one, `${indent}  `))
    return `${indent}${inOneLine(String(key))}:\n${inner.join('\n')}`
  }
  const line = `${indent}${inOneLine(String(key))}: ${inOneLine(value)}`
  if (!Array.isArray(value) || line.length <= LONGEST_LINE) return line
  const items = value.map((one: unknown) => `${indent}  - ${inOneLine(one)}`)
  return `${indent}${inOneLine(String(key))}:\n${items.join('\n')}`
}

/** Where the line ends in which an offset stands; the length of the text in its last line. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

/** Where the line begins in which an offset stands. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The white space before an offset, where nothing else stands before it in its line. */
export function indentAt(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset)
  return /^ *$/.test(before) ? before : undefined
}

/** Start and end of a node's own text, without what follows it; undefined for a node without a text. */
export function rangeOf(node: Node | null | undefined): { readonly from: number; readonly to: number } | undefined {
  const range = node?.range
  return range == null ? undefined : { from: range[0], to: range[1] }
}

/** Start and end of a pair, from its key to the end of its value. */
export function rangeOfPair(pair: Pair<Node, Node | null>): ReturnType<typeof rangeOf> {
  const key = rangeOf(pair.key)
  if (key === undefined) return undefined
  return { from: key.from, to: Math.max(key.to, rangeOf(pair.value)?.to ?? key.to) }
}

/** Whether a node is a map that is written in braces. */
export function isFlow(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'flow' in node && node.flow === true
}

/** Pairs of a map whose keys are texts, with the key. */
export function pairsOf(node: unknown): readonly { readonly key: string; readonly pair: Pair<Node, Node | null> }[] {
  if (!isMap<Node, Node | null>(node)) return []
  return node.items.flatMap((pair) => (isScalar(pair.key) ? [{ key: String(pair.key.value), pair }] : []))
}

function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
