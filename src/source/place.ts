/** One step into a YAML document: a key of a map, or a position in a sequence. */
export type PathStep = string | number

/** The way from the root of a YAML document to one of its values. */
export type DocumentPath = readonly PathStep[]

/**
 * Where in the input something is, said without counting lines.
 *
 * Reading values is cheap and computing positions is not, so the pipeline carries places; only a diagnostic that is
 * going to be shown has its place turned into a {@link Span} (see `compile/yaml/locate.ts`).
 *
 * - `node`: a value (or its key) of a YAML document; `within` narrows it to characters of that scalar's decoded text.
 * - `range`: offsets into the text, for what is wrong with the text itself.
 * - `file`: the file as a whole, for what is missing from it.
 */
export type Place =
  | {
      readonly kind: 'node'
      readonly file: string
      readonly path: DocumentPath
      readonly part: 'key' | 'value'
      readonly within?: { readonly start: number; readonly end: number }
    }
  | {
      readonly kind: 'range'
      readonly file: string
      readonly start: number
      readonly end: number
      /** What asked for the text, where it was made of a template. */
      readonly calledAt?: Place
      /** The texts that were handed to it there. */
      readonly given?: readonly GivenText[]
    }
  | { readonly kind: 'file'; readonly file: string }

/** A text that a template is filled with, and where it stands. */
export interface GivenText {
  readonly text: string
  readonly place: Place
}

/** A stretch of a file as people count: lines and columns from 1, the end exclusive. */
export interface Span {
  readonly file: string
  readonly start: Position
  readonly end: Position
}

/** A position as people count: line and column from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The place of the value at `path` in `file`. */
export function valueAt(file: string, path: DocumentPath): Place {
  return { kind: 'node', file, path, part: 'value' }
}

/** The place of the key that leads to the value at `path` in `file`. */
export function keyAt(file: string, path: DocumentPath): Place {
  return { kind: 'node', file, path, part: 'key' }
}

/** The place of a value within the one at a place; a place that is none in a document stays as it is. */
export function valueBelow(place: Place, path: DocumentPath): Place {
  return place.kind === 'node' ? valueAt(place.file, [...place.path, ...path]) : place
}

/** The place of a key within the value at a place; a place that is none in a document stays as it is. */
export function keyBelow(place: Place, path: DocumentPath): Place {
  return place.kind === 'node' ? keyAt(place.file, [...place.path, ...path]) : place
}

/**
 * The way one step further. A list that is spread into a new one gets room for sixteen items more, and a fleet has paths by
 * the hundred thousand: the lengths that almost all of them have are written out.
 */
export function below(path: DocumentPath, step: PathStep): DocumentPath {
  const first = path[0]
  const second = path[1]
  const third = path[2]
  if (first === undefined) return [step]
  if (second === undefined) return [first, step]
  if (third === undefined) return [first, second, step]
  return path.length === 3 ? [first, second, third, step] : path.concat(step)
}

/** A text that is the same for equal places of values and keys. */
export function placeKey(place: Place): string {
  return place.kind === 'node' && place.within === undefined
    ? `${place.part} ${place.file}\n${place.path.join('\n')}`
    : JSON.stringify(place)
}
