import type { NodeFacts } from '../../model/facts.ts'
import type { Sourced } from '../../model/sourced.ts'
import type { Place } from '../../source/place.ts'
import { sourced } from '../documents/sheet.ts'

/** What is declared about a node, before it is read: the entry of the uppermost layer for each key. */
export type FactsDraft = ReadonlyMap<string, Sourced<unknown>>

const NONE: NodeFacts = { portsInUse: [] }

/** The facts of a node from its layers. */
export function readFacts(draft: FactsDraft): NodeFacts {
  if (draft.size === 0) return NONE
  return {
    ...fact('pool', draft, isText),
    ...fact('offlineProne', draft, isFlag),
    ...fact('updateEgress', draft, isEgress),
    ...fact('managementOnly', draft, isFlag),
    ...fact('fips', draft, isFlag),
    ...fact('branch', draft, isBranch),
    portsInUse: eachPort(draft.get('portsInUse')),
  }
}

type Guard<Value> = (value: unknown) => value is Value

function fact<Name extends string, Value>(
  name: Name,
  draft: FactsDraft,
  guard: Guard<Value>,
): { readonly [Key in Name]?: Sourced<Value> } {
  const found = typed(draft.get(name), guard)
  const result: { [Key in Name]?: Sourced<Value> } = {}
  if (found !== undefined) result[name] = found
  return result
}

function typed<Value>(found: Sourced<unknown> | undefined, guard: Guard<Value>): Sourced<Value> | undefined {
  if (found === undefined || !guard(found.value)) return undefined
  const { layer, place } = found.origin
  return sourced(found.value, layer, place, typed(found.overrode, guard))
}

function eachPort(found: Sourced<unknown> | undefined): readonly Sourced<number>[] {
  if (found === undefined || !Array.isArray(found.value)) return []
  const { layer, place } = found.origin
  return found.value.filter(isNumber).map((port, index) => sourced(port, layer, inside(place, index)))
}

function inside(place: Place, index: number): Place {
  return place.kind === 'node' ? { ...place, path: [...place.path, index] } : place
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isEgress = (value: unknown): value is 'direct' | 'proxy' | 'none' =>
  value === 'direct' || value === 'proxy' || value === 'none'
const isBranch = (value: unknown): value is 'main' | 'controlled' => value === 'main' || value === 'controlled'
