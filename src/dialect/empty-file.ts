import type { Dialect } from './dialect.ts'
import { reliableFact, type Target } from './permission.ts'

/** The fact that an appliance answers without text only for a system file that holds none. */
export const EMPTY_FILE_FACT = 'systemFile.mayBeEmpty'

/** Whether an answer without text is an empty system file at this target; else it says nothing. */
export function emptyIsEmpty(dialect: Dialect, target: Target): boolean {
  return reliableFact(dialect, EMPTY_FILE_FACT, target) === 'true'
}
