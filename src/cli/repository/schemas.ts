import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaFiles } from '../../compile/schema/compile-schemas.ts'

const ENDING = '.schema.json'

/** The schemas that Pader is installed with, by file name. */
export async function readSchemas(home: string): Promise<SchemaFiles> {
  const folder = join(home, 'schema')
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).toSorted()
  const schemas = await Promise.all(names.map(async (name) => [name, await readSchema(join(folder, name))] as const))
  return Object.fromEntries(schemas)
}

async function readSchema(path: string): Promise<object> {
  const schema: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof schema !== 'object' || schema === null) throw new Error(`"${path}" is not a schema`)
  return schema
}
