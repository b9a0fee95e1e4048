/**
 * Keys that say where something was written; they never count as content. So nothing in the model that says what is to be may
 * be called so: a change of it would be told by nobody.
 */
export const WHEREABOUTS: ReadonlySet<string> = new Set(['place', 'within', 'origin', 'overrode'])

/** What is written otherwise than by the rule. */
export interface Exceptions {
  /** Keys that are left out. */
  readonly leftOut?: ReadonlySet<string>
  /** The canonical text of an object that is known already. */
  readonly textOf?: (value: object) => string | undefined
}

const NO_EXCEPTIONS: Exceptions = {}

/**
 * JSON with sorted keys, so that the same content has the same bytes whatever order it was built in. Maps are written as
 * objects, sets as the sorted texts of what they hold; what is undefined is left out, and null in a list.
 */
export function canonicalJson(value: unknown, exceptions = NO_EXCEPTIONS): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return listText(value, exceptions)
  if (value instanceof Set) return JSON.stringify([...value].map((one) => canonicalJson(one, exceptions)).toSorted())
  if (value instanceof Map) return mapText(Object.fromEntries(value), exceptions)
  return exceptions.textOf?.(value) ?? mapText(value, exceptions)
}

function mapText(map: object, exceptions: Exceptions): string {
  let text = ''
  for (const key of inOrder(Object.keys(map))) {
    const inner: unknown = exceptions.leftOut?.has(key) === true ? undefined : Reflect.get(map, key)
    if (inner === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(inner, exceptions)}`
  }
  return `{${text}}`
}

function listText(items: readonly unknown[], exceptions: Exceptions): string {
  // Most lists are of texts, which the engine writes several times as fast.
  if (items.every(isText)) return JSON.stringify(items)
  let text = ''
  for (const item of items) text += `${text === '' ? '' : ','}${canonicalJson(item, exceptions)}`
  return `[${text}]`
}

function isText(item: unknown): boolean {
  return typeof item === 'string'
}

/** The keys sorted, as the engine would write them: it moves keys that are positions to the front, in their own order. */
function inOrder(keys: readonly string[]): readonly string[] {
  // Most maps are made in the order of their keys.
  if (keys.every(isInOrder) && !isPosition(keys[0])) return keys
  const first = keys.findIndex((key) => !isPosition(key))
  return first < 0 ? keys : [...keys.slice(0, first), ...keys.slice(first).toSorted()]
}

function isInOrder(key: string, index: number, keys: readonly string[]): boolean {
  return index === 0 || (keys[index - 1] ?? '') <= key
}

function isPosition(key: string | undefined): boolean {
  return key !== undefined && /^(?:0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 32 - 1
}
