import type { SchemaFiles } from '../schema/compile-schemas.ts'
import { isMap } from '../documents/sheet.ts'

/** The order of a document's keys: that of its schema, whose first key is what a reader has to know first. */
export class KeyOrder {
  readonly #files: SchemaFiles
  readonly #schemas: readonly Located[]

  private constructor(files: SchemaFiles, schemas: readonly Located[]) {
    this.#files = files
    this.#schemas = schemas
  }

  /** The order of the documents that a schema describes. */
  static of(files: SchemaFiles, name: string): KeyOrder {
    return new KeyOrder(files, unfolded(files, { file: name, schema: files[name] }))
  }

  /** The keys that are known here, in their order; none where every name is free. */
  get keys(): readonly string[] {
    return this.#schemas.flatMap(({ schema }) => Object.keys(record(schema['properties'])))
  }

  /** The order of what is below a key, or below an element of a list. */
  below(step: string | number): KeyOrder {
    const inner = this.#schemas.flatMap(({ file, schema }) =>
      childrenOf(schema, step).flatMap((child) => unfolded(this.#files, { file, schema: child })),
    )
    return new KeyOrder(this.#files, inner)
  }
}

interface Located {
  readonly file: string
  readonly schema: Readonly<Record<string, unknown>>
}

/** A schema with all that it refers to or is put together from. */
function unfolded(
  files: SchemaFiles,
  { file, schema }: { readonly file: string; readonly schema: unknown },
): Located[] {
  const own = record(schema)
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => [own[key] ?? []].flat())
  const whole = parts.flatMap((part) => unfolded(files, { file, schema: part }))
  if (typeof own['$ref'] !== 'string') return [{ file, schema: own }, ...whole]
  const [name = '', pointer = ''] = own['$ref'].split('#')
  const target = name === '' ? file : name
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, step) => record(inner)[step], files[target])
  return [...unfolded(files, { file: target, schema: found }), ...whole]
}

function childrenOf(schema: Readonly<Record<string, unknown>>, step: string | number): readonly unknown[] {
  if (typeof step === 'number') return [schema['items'] ?? []].flat()
  const properties = record(schema['properties'])
  if (Object.hasOwn(properties, step)) return [properties[step]]
  return [schema['additionalProperties']]
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {}
}
