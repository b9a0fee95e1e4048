import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A folder and those that it lies in, up to the root. */
export function foldersFrom(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersFrom(above)]
}

/** Whether a folder is the top of a working copy of git. */
export function isTop(folder: string): boolean {
  return existsSync(join(folder, '.git'))
}
