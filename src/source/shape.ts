/** Whether a value that was read from a file of ours is what it has to be. */
export type Test = (value: unknown) => boolean

/** A test for each field of a type; the compiler asks for all of them. */
export type Shape<Type> = { readonly [Field in keyof Type]-?: Test }

/** Any text. */
export const isText: Test = (value) => typeof value === 'string'

/** Any number. */
export const isNumber: Test = (value) => typeof value === 'number'

/** True or false. */
export const isFlag: Test = (value) => typeof value === 'boolean'

/** An instant as a text that can be told. */
export const isInstant: Test = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

/** Any value, but not none. */
export const isThere: Test = (value) => value !== undefined

/** What may be missing, and is of this kind where it is not. */
export function orAbsent(test: Test): Test {
  return (value) => value === undefined || test(value)
}

/** A list of which each element is of this kind. */
export function listOf(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test)
}

/** A map with these fields, and perhaps others that a newer version writes. */
export function shaped(shape: Readonly<Record<string, Test>>): Test {
  const fields = Object.entries(shape)
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const own = new Map<string, unknown>(Object.entries(value))
    return fields.every(([name, test]) => test(own.get(name)))
  }
}

/**
 * A map whose `kind` says which fields it has. Of a kind that is not in the table nothing more is known: a newer version may
 * have written it.
 */
export function kindOf(shapes: Readonly<Record<string, Readonly<Record<string, Test>>>>): Test {
  const tests = new Map(Object.entries(shapes).map(([kind, shape]) => [kind, shaped(shape)]))
  return (value) => {
    if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string')
      return false
    return tests.get(value.kind)?.(value) ?? true
  }
}
