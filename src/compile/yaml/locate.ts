import type { Document, Node, Pair, YAMLMap } from 'yaml'
import type { Diagnostic, LocatedDiagnostic, RelatedPlace } from '../../source/diagnostic.ts'
import type { Place, Span } from '../../source/place.ts'
import { yaml } from '../libraries/yaml.ts'
import { aliasTargets, type AliasTargets } from './aliases.ts'
import { parseTree } from './parse.ts'

/** Text of a file of the repository by its path; undefined for one that is not there or is not text. */
export type TextOf = (file: string) => string | undefined

/** Turns places into lines and columns. Files are read again only when something in them has to be shown. */
export class Locator {
  readonly #textOf: TextOf
  readonly #files = new Map<string, OpenFile | undefined>()

  constructor(textOf: TextOf) {
    this.#textOf = textOf
  }

  /** Lines and columns of a place; the start of the file where the file cannot be read. */
  spanOf(place: Place): Span {
    const file = this.#open(place.file)
    if (file === undefined || place.kind === 'file') return spanOfOffsets(place.file, undefined, [0, 0])
    const range = place.kind === 'range' ? ([place.start, place.end] as const) : rangeOfNode(file, place)
    return spanOfOffsets(place.file, file, range)
  }

  /** The diagnostic with all its places turned into lines and columns. */
  locate({ place, related, ...rest }: Diagnostic): LocatedDiagnostic {
    const located = { ...rest, span: this.spanOf(place) }
    const others = [...(related ?? []), ...callsOf(place)]
    if (others.length === 0) return located
    return { ...located, related: others.map(({ place: other, note }) => ({ span: this.spanOf(other), note })) }
  }

  #open(path: string): OpenFile | undefined {
    if (!this.#files.has(path)) {
      const text = this.#textOf(path)
      this.#files.set(path, text === undefined ? undefined : new OpenFile(text))
    }
    return this.#files.get(path)
  }
}

/** The calls of templates that led to a place, the nearest first. */
function callsOf(place: Place): readonly RelatedPlace[] {
  if (place.kind !== 'range' || place.calledAt === undefined) return []
  return [{ place: place.calledAt, note: 'the template is used here' }, ...callsOf(place.calledAt)]
}

/** Offsets of places in a YAML text, which is read once. */
export function offsetsIn(text: string): (place: Place) => Range {
  const file = new OpenFile(text)
  return (place) => {
    if (place.kind === 'file') return [0, 0]
    return place.kind === 'range' ? [place.start, place.end] : rangeOfNode(file, place)
  }
}

/** A file that something has to be shown of. */
class OpenFile {
  readonly text: string
  readonly #lines = new (yaml().LineCounter)()
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()
  #tree: Document.Parsed | undefined
  #targets: AliasTargets | undefined

  constructor(text: string) {
    this.text = text
    this.#lines.addNewLine(0)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines.addNewLine(at + 1)
  }

  get tree(): Document.Parsed {
    this.#tree ??= parseTree(this.text)
    return this.#tree
  }

  /** What aliases stand for. */
  get targets(): AliasTargets {
    this.#targets ??= aliasTargets(this.tree)
    return this.#targets
  }

  /** What a map has under a key, the first where there are two. Where much has to be shown, much is asked of one map. */
  pairOf(map: YAMLMap, key: string): Pair | undefined {
    let pairs = this.#pairs.get(map)
    if (pairs === undefined) {
      pairs = byKey(map)
      this.#pairs.set(map, pairs)
    }
    return pairs.get(key)
  }

  position(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.text.length))
    return { line, column: col }
  }
}

function byKey({ items }: YAMLMap): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>()
  for (const pair of items) {
    const { key } = pair
    if (yaml().isScalar(key) && !pairs.has(String(key.value))) pairs.set(String(key.value), pair)
  }
  return pairs
}

type Range = readonly [start: number, end: number]

function spanOfOffsets(path: string, file: OpenFile | undefined, [start, end]: Range): Span {
  const first = { line: 1, column: 1 }
  return file === undefined
    ? { file: path, start: first, end: first }
    : { file: path, start: file.position(start), end: file.position(Math.max(start, end)) }
}

/** Offsets of a value or its key; of the nearest parent that is there, where it is not. */
function rangeOfNode(file: OpenFile, place: Extract<Place, { readonly kind: 'node' }>): Range {
  const found = walk(file, place.path)
  const narrowed = place.within && found.complete ? withinScalar(file.text, found.value, place.within) : undefined
  if (narrowed !== undefined) return narrowed
  const { isScalar } = yaml()
  const shown = showsKey(place, found) ? (found.key ?? found.value) : (found.value ?? found.key)
  if (!shown?.range) return [0, 0]
  return [shown.range[0], isScalar(shown) ? shown.range[1] : endOfFirstLine(file.text, shown.range)]
}

/** Of what is missing, and of a key, the key is shown; so it is of a block, whose lines would say too much. */
function showsKey({ part }: Extract<Place, { readonly kind: 'node' }>, { complete, value }: Found): boolean {
  const { isMap, isSeq } = yaml()
  return part === 'key' || !complete || isMap(value) || (isSeq(value) && value.flow !== true)
}

interface Found {
  readonly key: Node | undefined
  readonly value: Node | undefined
  readonly complete: boolean
}

function walk(file: OpenFile, path: readonly (string | number)[]): Found {
  let found: Found = { key: undefined, value: file.tree.contents ?? undefined, complete: true }
  for (const step of path) {
    const inside = yaml().isAlias(found.value) ? file.targets.get(found.value) : found.value
    const next = child(file, inside, step)
    if (next === undefined) return { ...found, complete: false }
    found = { ...next, complete: true }
  }
  return found
}

function child(file: OpenFile, inside: Node | undefined, step: string | number): Omit<Found, 'complete'> | undefined {
  const { isMap, isNode, isSeq } = yaml()
  if (isMap(inside)) {
    const pair = file.pairOf(inside, String(step))
    if (!isNode(pair?.key)) return undefined
    return { key: pair.key, value: isNode(pair.value) ? pair.value : pair.key }
  }
  const item = isSeq(inside) && typeof step === 'number' ? inside.items[step] : undefined
  return isNode(item) ? { key: undefined, value: item } : undefined
}

/** Offsets of some characters of a scalar, where its text stands in the file as it is read (no escapes, one line). */
function withinScalar(
  text: string,
  scalar: Node | undefined,
  { start, end }: { readonly start: number; readonly end: number },
): Range | undefined {
  if (!yaml().isScalar(scalar) || !scalar.range || typeof scalar.value !== 'string') return undefined
  const raw = text.slice(scalar.range[0], scalar.range[1])
  const at = raw.indexOf(scalar.value)
  return at < 0 ? undefined : [scalar.range[0] + at + start, scalar.range[0] + at + end]
}

function endOfFirstLine(text: string, [start, end]: readonly [number, number, number]): number {
  const newline = text.indexOf('\n', start)
  return newline < 0 || newline > end ? end : newline
}
