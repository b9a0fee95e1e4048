import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { foldersFrom } from '../../repository/folders-above.ts'

/**
 * The folder of what Pader may keep for itself between runs; undefined where the environment names none, and where
 * somebody else could put something into it: what is kept there is run, and believed. `user` is the number of the user
 * that runs this, where the system has such numbers.
 */
export function cacheFolderOf(
  env: Readonly<Record<string, string | undefined>>,
  user = process.getuid?.(),
): string | undefined {
  const home = env['HOME']
  const caches = env['XDG_CACHE_HOME'] ?? (home === undefined ? undefined : join(home, '.cache'))
  if (caches === undefined || caches === '') return undefined
  const folder = join(caches, 'pader')
  return user === undefined || isOwn(folder, user) ? folder : undefined
}

/** Whether a folder, and every folder that leads to it, is the user's or the system's and open to nobody else. */
function isOwn(folder: string, user: number): boolean {
  try {
    const there = foldersFrom(folder).find((path) => statsOf(path) !== undefined) ?? '/'
    const above = new Set([...foldersFrom(there), ...foldersFrom(realpathSync(there))])
    return [...above].every((path) => isClosed(statsOf(path), user))
  } catch {
    return false
  }
}

function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

/**
 * In a folder with the sticky bit, as that of temporary files, everybody may add something and nobody replace what is there.
 * A group that has the number of the owner is the owner's alone, where each user is given one.
 */
function isClosed(stats: Stats | undefined, user: number): boolean {
  if (stats === undefined || (stats.uid !== user && stats.uid !== 0)) return false
  const [GROUP_WRITES, OTHERS_WRITE, STICKY] = [0o020, 0o002, 0o1000]
  const openTo = stats.gid === stats.uid ? OTHERS_WRITE : OTHERS_WRITE | GROUP_WRITES
  return stats.isSymbolicLink() || (stats.mode & openTo) === 0 || (stats.mode & STICKY) !== 0
}
