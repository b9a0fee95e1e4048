import { append } from '../../source/append.ts'
import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem, Validate } from '../../source/validator.ts'
import type { Values } from './documents.ts'
import { isMap } from './sheet.ts'
import type { DocumentKind } from './kinds.ts'

/** Something of a file that could not be used; an empty path means all of it. */
export interface LeftOut {
  readonly path: DocumentPath
}

/** What is left of a file without what its schema refuses. */
export interface Salvaged {
  readonly content: unknown
  readonly leftOut: readonly LeftOut[]
}

/** What stands for required keys that are missing, so that the rest of a file can be looked at. */
const STAND_INS: Readonly<Record<DocumentKind, Values>> = {
  pader: { format: 1 },
  cluster: { format: 1, product: { version: '0.0.0' }, entryNode: 'unknown' },
  location: { format: 1, nodes: {} },
  regions: { format: 1, regions: {} },
  waivers: { format: 1, waivers: [] },
  leases: { format: 1, leases: [] },
  policy: { format: 1 },
  list: { format: 1, type: 'string' },
  tests: { format: 1, tests: [] },
}

/** Leaving one value out can make its surroundings incomplete; deeper than this no file is nested. */
const MOST_ROUNDS = 10

/** The valid remainder of a file, so that one mistake does not hide the others; nothing of a format of the future. */
export function salvage(
  kind: DocumentKind,
  content: unknown,
  problems: readonly SchemaProblem[],
  validate: Validate,
): Salvaged {
  const nothing = { content: STAND_INS[kind], leftOut: [{ path: [] }] }
  if (!isMap(content) || (content['format'] !== undefined && content['format'] !== 1)) return nothing
  let rest: Values = content
  let open = problems
  const leftOut: LeftOut[] = []
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round++) {
    rest = without(rest, cutsOf(open))
    append(
      leftOut,
      open.flatMap((problem) => doubtOf(problem, cutOf(problem))),
    )
    for (const [key, standIn] of Object.entries(STAND_INS[kind])) {
      if (rest[key] !== undefined) continue
      rest = { ...rest, [key]: standIn }
      if (key !== 'format') leftOut.push({ path: [key] })
    }
    open = validate(rest)
  }
  return open.length > 0 ? nothing : { content: rest, leftOut }
}

/** What has to go: the key or value itself, the whole map that lacks a key, the whole list that an entry stands in. */
function cutOf({ path }: SchemaProblem): DocumentPath {
  const end = path.findLastIndex((step) => typeof step === 'string')
  return path.slice(0, end + 1)
}

/** What is not known any more: of a key that is not known at all, only what it was probably meant to be, or where. */
function doubtOf({ code, meant, lacking = [] }: SchemaProblem, path: DocumentPath): readonly LeftOut[] {
  if (path.length === 0) return []
  const parent = path.slice(0, -1)
  if (meant !== undefined) return [{ path: [...parent, meant] }]
  if (code === 'SCHEMA-UNKNOWN-KEY') return lacking.map((one) => ({ path: one }))
  return code === 'SCHEMA-CONNECTION-KEY' ? [] : [{ path }]
}

/** What has to go from a map or a list, by key: all that is there, or something inside. */
type Cuts = Map<string, Cuts | 'all'>

function cutsOf(problems: readonly SchemaProblem[]): Cuts {
  const cuts: Cuts = new Map()
  for (const problem of problems) {
    addCut(cuts, cutOf(problem))
    for (const path of problem.also ?? []) addCut(cuts, path)
  }
  return cuts
}

function addCut(cuts: Cuts, [step, ...deeper]: DocumentPath): void {
  if (step === undefined) return
  const key = String(step)
  const inside = cuts.get(key) ?? new Map<string, Cuts | 'all'>()
  if (inside === 'all') return
  cuts.set(key, deeper.length === 0 ? 'all' : inside)
  addCut(inside, deeper)
}

/** A value without what has to go. All cuts are made at once: a map of a hundred thousand keys may have as many. */
function without<Value>(value: Value, cuts: Cuts): Value
function without(value: unknown, cuts: Cuts): unknown {
  const rest = (inner: unknown, inside: Cuts | 'all' | undefined): unknown =>
    inside instanceof Map ? without(inner, inside) : inner
  if (Array.isArray(value)) return value.map((item: unknown, index) => rest(item, cuts.get(String(index))))
  if (!isMap(value)) return value
  const kept = Object.entries(value).filter(([key]) => cuts.get(key) !== 'all')
  return Object.fromEntries(kept.map(([key, inner]) => [key, rest(inner, cuts.get(key))]))
}
