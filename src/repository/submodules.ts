import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { foldersFrom, isTop } from './folders-above.ts'

/** Full paths of the submodules that the working copy around a folder declares, checked out or not. */
export function submodulesAround(folder: string): ReadonlySet<string> {
  const top = foldersFrom(realpathSync(folder)).find(isTop)
  if (top === undefined) return new Set()
  const paths = [...declaredIn(top).matchAll(/^\s*path\s*=\s*"?(.*?)"?\s*$/gm)].map(([, path = '']) => path)
  return new Set(paths.map((path) => join(top, path)))
}

function declaredIn(top: string): string {
  try {
    return readFileSync(join(top, '.gitmodules'), 'utf8')
  } catch {
    return ''
  }
}
