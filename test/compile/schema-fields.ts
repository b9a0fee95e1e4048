import { readFileSync } from 'node:fs'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
}

/** Keys that people can write at the top of the files of these kinds, and for each of their nodes. */
export function keysOfSchemas(kinds: readonly string[]): readonly string[] {
  const found = kinds.flatMap((kind) => {
    const schema = schemaOf(`${kind}.schema.json`)
    const { nodes } = schema.properties ?? {}
    const each = typeof nodes?.additionalProperties === 'object' ? followed(nodes.additionalProperties, schema) : {}
    return [...Object.keys(schema.properties ?? {}), ...Object.keys(each.properties ?? {})]
  })
  return [...new Set(found)].toSorted()
}

function schemaOf(name: string): Schema & { readonly definitions?: Readonly<Record<string, Schema>> } {
  return JSON.parse(readFileSync(`schema/${name}`, 'utf8')) as ReturnType<typeof schemaOf>
}

function followed(schema: Schema, root: ReturnType<typeof schemaOf>): Schema {
  const [, file, name] = /^(.*?)#\/definitions\/(.+)$/.exec(schema.$ref ?? '') ?? []
  if (name === undefined) return schema
  return (file ? schemaOf(file) : root).definitions?.[name] ?? {}
}
