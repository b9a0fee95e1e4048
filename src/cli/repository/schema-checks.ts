import { compileSchemas } from '../../compile/schema/compile-schemas.ts'
import type { CheckOf } from '../../compile/schema/validate.ts'
import { readSchemas } from './schemas.ts'

/**
 * The compiled schemas of the files of a repository. The sources compile them here when they are needed; in what is
 * built this module is replaced by code that was compiled ahead of time (see scripts/build.mjs).
 */
export async function loadSchemaChecks(home: string): Promise<CheckOf> {
  return compileSchemas(await readSchemas(home))
}
