import type { ErrorObject } from 'ajv'
import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import { isMap } from '../documents/sheet.ts'
import { quoted } from '../wording/phrase.ts'
import type { Explained } from './explained.ts'
import { isKeyOfNode } from './homes-of-keys.ts'
import { withoutLostLines } from './lost-lines.ts'
import { withStrangeKeys } from './strange-keys.ts'
import { valueIn } from './value-in.ts'

/** The problems of a value, one a mistake: the schema library says of some of them several things. */
export function asMistakes(all: readonly Explained[], value: unknown): readonly SchemaProblem[] {
  const found = withoutRanges(withoutLostLines(all, value), value)
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
  const among = amongNames(certain, value)
  return certain.flatMap(({ problem }) => among.get(problem) ?? pieces.get(problem) ?? joined.get(problem) ?? [problem])
}

/** Ranges in the values of a node count along, and are right, where only the name above them is none. */
function withoutRanges(found: readonly Explained[], value: unknown): readonly Explained[] {
  const odd = new Set(found.flatMap(({ problem: { code, path } }) => (code === 'SCHEMA-NAME' ? [path.join('\n')] : [])))
  if (odd.size === 0) return found
  return found.filter(({ problem: { code, path } }) => {
    const text = valueIn(value, path)
    const isRange = code === 'SCHEMA-ADDRESS' && typeof text === 'string' && /\{\d+\.\.\d+\}/.test(text)
    return !(isRange && odd.has(path.slice(0, 2).join('\n')))
  })
}

/**
 * What is said of a key of a node that stands in the place of a name, beside the nodes or among the interfaces: said once, and
 * not of what is in it.
 */
function amongNames(found: readonly Explained[], value: unknown): ReadonlyMap<SchemaProblem, readonly SchemaProblem[]> {
  const said = new Map<SchemaProblem, readonly SchemaProblem[]>()
  const told = new Set<string>()
  for (const { problem } of found) {
    const names = NAMED.find(({ path }) => isBelow(problem.path, path))
    const path = problem.path.slice(0, (names?.path.length ?? 0) + 1)
    const key = path.at(-1)
    if (names === undefined || typeof key !== 'string' || !isKeyOfNode(key) || names.isOne(valueIn(value, path)))
      continue
    const message = `"${key}" stands ${names.beside} as if it were one, and is a key of a node`
    const whole = { code: 'SCHEMA-UNKNOWN-KEY', path, part: 'key', message, help: names.help } as const
    said.set(problem, told.has(JSON.stringify(path)) ? [] : [whole])
    told.add(JSON.stringify(path))
  }
  return said
}

function isBelow(path: DocumentPath, map: readonly string[]): boolean {
  return path.length > map.length && map.every((step, at) => step === '*' || step === path[at])
}

/** Maps of a location that have names for keys, and how to tell what is called by one. */
const NAMED = [
  {
    path: ['nodes', '*', 'interfaces'],
    beside: 'among the interfaces',
    isOne: isMap,
    help: 'begin it where "interfaces" begins, so that it belongs to the node',
  },
  {
    path: ['nodes'],
    beside: 'beside the nodes',
    isOne: (held: unknown) => isMap(held) && ('uuid' in held || 'uuids' in held),
    help: 'indent it with all that it holds, so that it belongs to its node',
  },
] as const

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
  if (meant === undefined) return false
  if (error.keyword === 'oneOf') return true
  if (error.keyword !== 'required') return false
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
