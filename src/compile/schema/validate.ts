import type { ErrorObject } from 'ajv'
import type { SchemaProblem, Validate } from '../../source/validator.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { withLacking } from './lacking-elsewhere.ts'
import { asMistakes } from './one-mistake.ts'
import { explainSchemaError } from './schema-problem.ts'

/** A validator for each kind of file. */
export type Validators = Readonly<Record<DocumentKind, Validate>>

/** A compiled schema: whether a value keeps to it, and then what is wrong. */
export interface SchemaCheck {
  (value: unknown): unknown
  errors?: readonly ErrorObject[] | null | undefined
}

/** The compiled schema of a kind of file. */
export type CheckOf = (kind: DocumentKind) => SchemaCheck

/** Makes the validators from compiled schemas; each is asked for when the first file of its kind comes. */
export function makeValidators(checkOf: CheckOf): Validators {
  const of = (kind: DocumentKind): Validate => {
    return (value) => problemsOf(value, checkOf(kind)).map((problem) => withLacking(problem, kind, value))
  }
  return {
    pader: of('pader'),
    cluster: of('cluster'),
    location: of('location'),
    regions: of('regions'),
    waivers: of('waivers'),
    leases: of('leases'),
    policy: of('policy'),
    list: of('list'),
    tests: of('tests'),
  }
}

function problemsOf(value: unknown, check: SchemaCheck): readonly SchemaProblem[] {
  if (check(value) === true) return []
  const explained = (check.errors ?? []).flatMap((error) => {
    const problem = explainSchemaError(error, value)
    return problem === undefined ? [] : [{ error, problem }]
  })
  return asMistakes(explained, value)
}
