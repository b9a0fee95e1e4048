import { Ajv, type Options } from 'ajv'
import { schemaFormats } from './formats.ts'
import type { CheckOf } from './validate.ts'

/** The JSON Schemas of the repository's files by file name, for example `cluster.schema.json`. */
export type SchemaFiles = Readonly<Record<string, object>>

/** The schema library with the schemas, for compiling them: when they are needed, or ahead of time by the build. */
export function schemaCompiler(schemas: SchemaFiles, code: Options['code'] = {}): Ajv {
  const options = { allErrors: true, verbose: true, strict: true, allowUnionTypes: true, strictRequired: false }
  const ajv = new Ajv({ ...options, code })
  ajv.addVocabulary(['patternErrorMessage'])
  for (const [name, fits] of Object.entries(schemaFormats)) ajv.addFormat(name, fits)
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  return ajv
}

/** The checks that the schemas ask for; each schema is compiled when the first file of its kind comes. */
export function compileSchemas(schemas: SchemaFiles): CheckOf {
  const ajv = schemaCompiler(schemas)
  return (kind) => {
    const check = ajv.getSchema(`${kind}.schema.json`)
    if (check === undefined) throw new Error(`there is no schema "${kind}.schema.json"`)
    return check
  }
}
