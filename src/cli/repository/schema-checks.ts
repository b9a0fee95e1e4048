import { compileSchemas } from '../../compile/schema/compile-schemas.ts'
import { onceForEachText } from '../../source/once-for-each.ts'
import { readSchemas } from './schemas.ts'

/**
 * The compiled schemas of the files of a repository. The sources compile them here when they are needed, once for all
 * commands that tests run in a process; in what is built this module is replaced by code that was compiled ahead of time
 * (see scripts/build.mjs).
 */
export const loadSchemaChecks = onceForEachText(async (home) => compileSchemas(await readSchemas(home)))
