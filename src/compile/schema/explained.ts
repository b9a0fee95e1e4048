import type { ErrorObject } from 'ajv'
import type { SchemaProblem } from '../../source/validator.ts'

/** What the schema library found, and the same in plain words. */
export interface Explained {
  readonly error: ErrorObject
  readonly problem: SchemaProblem
}
