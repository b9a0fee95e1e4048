import type { ErrorObject } from 'ajv'
import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import { isMap } from '../documents/sheet.ts'
import { quoted } from '../wording/phrase.ts'
import type { Explained } from './explained.ts'
import { isKeyOfNode } from './homes-of-keys.ts'
import { withoutLostLines } from './lost-lines.ts'
import { withStrangeKeys } from './strange-keys.ts'

/** The problems of a value, one a mistake: the schema library says of some of them several things. */
export function asMistakes(all: readonly Explained[], value: unknown): readonly SchemaProblem[] {
  const found = withoutLostLines(all, value)
  const places = new Map<string, Explained[]>()
  for (const one of found) {
    const place = JSON.stringify(one.problem.path)
    places.set(place, [...(places.get(place) ?? []), one])
  }
  const told = [...places.values()].flatMap((alike) => withoutRepetition(alike))
  const misspelt = new Map(told.flatMap(({ problem }) => misspeltIn(problem)))
  const rest = told.filter(({ error, problem }) => !isMisspelt(error, misspelt.get(JSON.stringify(problem.path))))
  const certain = withStrangeKeys(withoutNesting(rest), value)
  const lacks = certain.filter(({ error }) => error.keyword === 'required')
  const pieces = piecesAmong(lacks, value)
  const joined = new Map(lacks.map(({ problem }) => [problem, joinedMissing(problem, lacks)]))
  const beside = besideNodes(certain, value)
  return certain.flatMap(
    ({ problem }) => beside.get(problem) ?? pieces.get(problem) ?? joined.get(problem) ?? [problem],
  )
}

/** What is said of a key of a node that stands beside the nodes as one of them: said once, and not of what is in it. */
function besideNodes(
  found: readonly Explained[],
  value: unknown,
): ReadonlyMap<SchemaProblem, readonly SchemaProblem[]> {
  const said = new Map<SchemaProblem, readonly SchemaProblem[]>()
  const told = new Set<string>()
  for (const { problem } of found) {
    const [top, key] = problem.path
    if (top !== 'nodes' || typeof key !== 'string' || !isKeyOfNode(key)) continue
    const held = valueIn(value, [top, key])
    if (isMap(held) && ('uuid' in held || 'uuids' in held)) continue
    const message = `"${key}" stands beside the nodes as if it were one, and is a key of a node`
    const whole = { code: 'SCHEMA-UNKNOWN-KEY', path: [top, key], part: 'key', message } as const
    said.set(
      problem,
      told.has(key) ? [] : [{ ...whole, help: 'indent it with all that it holds, so that it belongs to its node' }],
    )
    told.add(key)
  }
  return said
}

/** What is said of a value that is none of the possible words, or not of its form, says that it is of another type; so does a key that is no name. */
function withoutRepetition(alike: readonly Explained[]): readonly Explained[] {
  const codes = new Set(alike.map(({ problem }) => problem.code))
  const isFormed = alike.some(({ error }) => error.keyword === 'format')
  return alike.filter(
    ({ problem: { code } }) =>
      !(code === 'SCHEMA-TYPE' && (codes.has('SCHEMA-VALUE') || codes.has('SCHEMA-NAME'))) &&
      !(code === 'SCHEMA-PATTERN' && isFormed),
  )
}

/** How many entries a list has says nothing where it is inside the only one. */
function withoutNesting(found: readonly Explained[]): readonly Explained[] {
  const lists = found.filter(({ error }) => error.keyword === 'type' && Array.isArray(error.data))
  const around = new Set(lists.map(({ problem: { path } }) => JSON.stringify(path.slice(0, -1))))
  return found.filter(({ problem: { code, path } }) => code !== 'SCHEMA-LENGTH' || !around.has(JSON.stringify(path)))
}

function misspeltIn({ path, meant }: SchemaProblem): readonly (readonly [map: string, meant: string])[] {
  return meant === undefined ? [] : [[JSON.stringify(path.slice(0, -1)), meant]]
}

/** Whether a key that is missing is there under another name, or would not be missing if one were spelt as it was meant. */
function isMisspelt(error: ErrorObject, meant: string | undefined): boolean {
  if (error.keyword !== 'required' || meant === undefined) return false
  return error.params['missingProperty'] === meant || /\/(?:then|else)\//.test(error.schemaPath)
}

/** All keys that a map lacks as one problem, in the place of the first of them. */
function joinedMissing(problem: SchemaProblem, lacks: readonly Explained[]): readonly SchemaProblem[] {
  const same = lacks.filter(({ problem: other }) => sameCodeAndPath(other, problem))
  if (same[0]?.problem !== problem) return []
  const names = new Set(same.map(({ error }) => String(error.params['missingProperty'])))
  if (names.size === 1) return [problem]
  return [{ ...problem, message: `${quoted(names, names.size)} are missing`, help: `add ${quoted(names, names.size)}` }]
}

function sameCodeAndPath(left: SchemaProblem, right: SchemaProblem): boolean {
  return left.code === right.code && JSON.stringify(left.path) === JSON.stringify(right.path)
}

/** Entries of a list that are one entry with a dash before each of its keys: said at the first, and not of the others. */
function piecesAmong(
  lacks: readonly Explained[],
  value: unknown,
): ReadonlyMap<SchemaProblem, readonly SchemaProblem[]> {
  const found = new Map<SchemaProblem, readonly SchemaProblem[]>()
  const lists = new Map(lacks.map(({ problem: { path } }) => [JSON.stringify(path.slice(0, -1)), path.slice(0, -1)]))
  for (const [place, path] of lists) {
    const list = valueIn(value, path)
    if (!Array.isArray(list) || !areOneEntry(list)) continue
    const own = lacks.filter(({ problem }) => JSON.stringify(problem.path.slice(0, -1)) === place)
    const message = `the ${list.length} entries have a key each, and are most likely one`
    const help = 'write "- " before the first key of an entry only, and begin the others below that key'
    own.forEach(({ problem }, index) => found.set(problem, index === 0 ? [{ ...problem, message, help }] : []))
  }
  return found
}

function areOneEntry(list: readonly unknown[]): boolean {
  const keys = list.map((entry) => (isMap(entry) ? Object.keys(entry) : []))
  return list.length > 1 && keys.every(({ length }) => length === 1) && new Set(keys.flat()).size === list.length
}

function valueIn(value: unknown, [step, ...deeper]: DocumentPath): unknown {
  if (step === undefined) return value
  if (Array.isArray(value)) return valueIn(value[Number(step)], deeper)
  return isMap(value) ? valueIn(value[step], deeper) : undefined
}
