import type { DocumentPath } from '../../source/place.ts'
import type { SchemaProblem } from '../../source/validator.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { isMap } from '../documents/sheet.ts'
import { homesOf, type KeyHome } from './homes-of-keys.ts'
import { valueIn } from './value-in.ts'

/** A problem with what its key may be missing as elsewhere in the file, for a key that belongs there. */
export function withLacking(problem: SchemaProblem, kind: DocumentKind, value: unknown): SchemaProblem {
  if (problem.code !== 'SCHEMA-UNKNOWN-KEY' || problem.meant !== undefined) return problem
  const lacking = [problem.path, ...(problem.also ?? [])].flatMap((path) => lackingFor(path, kind, value))
  return lacking.length === 0 ? problem : { ...problem, lacking }
}

function lackingFor(path: DocumentPath, kind: DocumentKind, value: unknown): readonly DocumentPath[] {
  const key = String(path.at(-1))
  // Whatever has a map for its value, or nothing yet, may be meant as a region of that name.
  if (kind === 'regions') return isMap(valueIn(value, path)) ? [['regions', key]] : []
  const homes = homesOf(key)
  if (kind === 'cluster') return homes.flatMap((home) => inCluster(home, key))
  return kind === 'location' ? homes.flatMap((home) => inLocation(home, key, path)) : []
}

function inCluster({ map, of }: KeyHome, key: string): readonly DocumentPath[] {
  if (of === 'cluster') return [[...map, key]]
  return of === 'defaults of the cluster' ? [['defaults', ...map, key]] : []
}

/** Below a node the key is one of that node, and elsewhere nobody knows of which. */
function inLocation({ map, of }: KeyHome, key: string, path: DocumentPath): readonly DocumentPath[] {
  if (of === 'location') return [[key]]
  const isOfNode = of === 'node' || of.startsWith('defaults')
  const layer = path[0] === 'nodes' && path.length > 2 ? path.slice(0, 2) : ['defaults']
  return isOfNode ? [[...layer, ...map, key]] : []
}
