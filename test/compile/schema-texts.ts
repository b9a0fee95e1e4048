import { readFileSync } from 'node:fs'

/** A text that people write into a file of a kind, as its schema has it. */
export interface SchemaText {
  /** Kind of file and the way to the text, `*` for any key and `[]` for any entry: `location nodes.*.address`. */
  readonly at: string
  readonly format?: string
  /** Whether its schema says what it can be by itself: by a pattern or a list of words. */
  readonly isClosed: boolean
}

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: unknown
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
}

/** Every text of the files of a kind. */
export function textsOfSchema(kind: string): readonly SchemaText[] {
  const file = `${kind}.schema.json`
  return textsIn(read(file), file, [], new Set()).map(({ path, ...text }) => ({ at: `${kind} ${path}`, ...text }))
}

function textsIn(
  written: Schema,
  home: string,
  path: readonly string[],
  open: ReadonlySet<string>,
): readonly (Omit<SchemaText, 'at'> & { readonly path: string })[] {
  const { schema, file, reference } = followed(written, home)
  if (reference !== undefined && open.has(reference)) return []
  const inside = reference === undefined ? open : new Set([...open, reference])
  const { type, format, items, properties = {}, additionalProperties: any } = schema
  const closed = schema.enum !== undefined || schema.const !== undefined || schema.pattern !== undefined
  const own = [type].flat().includes('string')
    ? [{ path: path.join('.'), isClosed: closed, ...(format === undefined ? {} : { format }) }]
    : []
  return [
    ...own,
    ...Object.entries(properties).flatMap(([key, child]) => textsIn(child, file, [...path, key], inside)),
    ...(typeof any === 'object' ? textsIn(any, file, [...path, '*'], inside) : []),
    ...(items === undefined ? [] : textsIn(items, file, [...path, '[]'], inside)),
  ]
}

function followed(schema: Schema, home: string): { schema: Schema; file: string; reference?: string } {
  if (schema.$ref === undefined) return { schema, file: home }
  const [target = '', pointer = ''] = schema.$ref.split('#')
  const file = target === '' ? home : target
  const name = pointer.replace('/definitions/', '')
  const found = read(file).definitions[name]
  if (found === undefined) throw new Error(`${home} refers to ${schema.$ref}, which is not there`)
  return { ...followed(found, file), reference: `${file} ${name}` }
}

function read(file: string): Schema & { readonly definitions: Readonly<Record<string, Schema>> } {
  return JSON.parse(readFileSync(`schema/${file}`, 'utf8')) as ReturnType<typeof read>
}
