import { mkdirSync, statSync } from 'node:fs'
import { foldersFrom } from './folders-above.ts'

/**
 * Makes a folder and those that lead to it, and says which was the first that was made. Of a file system that must not be
 * written to, and of a link that leads nowhere, Node says that something is missing; asked for one folder it says what is wrong.
 */
export function makeFolder(folder: string, mode = 0o777): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true, mode })
  } catch (error) {
    if (!isMissing(error)) throw error
    const first = foldersFrom(folder).findLast((path) => statSync(path, { throwIfNoEntry: false }) === undefined)
    if (first !== undefined) mkdirSync(first, { mode })
    return mkdirSync(folder, { recursive: true, mode }) ?? first
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
