import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { tooLarge } from './bounds.ts'
import { foldersFrom, isTop } from './folders-above.ts'

/** Full paths of the submodules that the working copy around a folder declares, checked out or not. */
export function submodulesAround(folder: string): ReadonlySet<string> {
  const top = foldersFrom(realpathSync(folder)).find(isTop)
  if (top === undefined) return new Set()
  const paths = declaredIn(top)
    .split('\n')
    .flatMap((line) => PATH.exec(line)?.[1] ?? [])
  return new Set(paths.map((path) => join(top, path.trim().replaceAll(/^"|"$/g, ''))))
}

const PATH = /^\s*path\s*=(.*)$/

/** Git follows no link to this file, and nothing else in its place says what a submodule is. */
function declaredIn(top: string): string {
  const path = join(top, '.gitmodules')
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isFile() !== true || tooLarge(found.size) !== undefined) return ''
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
