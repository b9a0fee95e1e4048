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
    for (const problem of open) {
      const path = cutOf(problem)
      rest = without(rest, path)
      leftOut.push(...doubtOf(problem, path))
    }
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

/** What is not known any more: of a key that is not known at all, only what it was probably meant to be. */
function doubtOf({ code, meant }: SchemaProblem, path: DocumentPath): readonly LeftOut[] {
  if (path.length === 0) return []
  const parent = path.slice(0, -1)
  if (meant !== undefined) return [{ path: [...parent, meant] }]
  return code === 'SCHEMA-UNKNOWN-KEY' || code === 'SCHEMA-CONNECTION-KEY' ? [] : [{ path }]
}

function without<Value>(value: Value, path: DocumentPath): Value
function without(value: unknown, [step, ...deeper]: DocumentPath): unknown {
  if (step === undefined) return value
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === step ? without(item, deeper) : item))
  }
  if (!isMap(value) || !Object.hasOwn(value, step)) return value
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== String(step)) return [[key, inner] as const]
    return deeper.length === 0 ? [] : [[key, without(inner, deeper)] as const]
  })
  return Object.fromEntries(entries)
}
