import { Ajv } from 'ajv'
import type { SchemaProblem, Validate } from '../source/validator.ts'
import { explainSchemaError } from './schema-problem.ts'

/** The JSON Schemas of the repository's files by file name, for example `cluster.schema.json`. */
export type SchemaFiles = Readonly<Record<string, object>>

/** Kinds of files that a schema describes. */
export type DocumentKind = 'pader' | 'cluster' | 'location' | 'regions' | 'waivers' | 'policy' | 'list' | 'tests'

/** A validator for each kind of file. */
export type Validators = Readonly<Record<DocumentKind, Validate>>

/** Makes the validators from the schemas; each schema is compiled when the first file of its kind comes. */
export function makeValidators(schemas: SchemaFiles): Validators {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, strictRequired: false })
  ajv.addVocabulary(['patternErrorMessage'])
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  const of = (kind: DocumentKind): Validate => schemaValidator(ajv, `${kind}.schema.json`)
  return {
    pader: of('pader'),
    cluster: of('cluster'),
    location: of('location'),
    regions: of('regions'),
    waivers: of('waivers'),
    policy: of('policy'),
    list: of('list'),
    tests: of('tests'),
  }
}

function schemaValidator(ajv: Ajv, name: string): Validate {
  return (value) => {
    const validate = ajv.getSchema(name)
    if (validate === undefined) throw new Error(`there is no schema "${name}"`)
    if (validate(value) === true) return []
    return (validate.errors ?? [])
      .map((error) => explainSchemaError(error, value))
      .filter((problem): problem is SchemaProblem => problem !== undefined)
  }
}
