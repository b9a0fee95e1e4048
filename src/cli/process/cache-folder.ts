import { join } from 'node:path'

/** The folder of what Pader may keep for itself between runs; undefined where the environment names none. */
export function cacheFolderOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = env['HOME']
  const caches = env['XDG_CACHE_HOME'] ?? (home === undefined ? undefined : join(home, '.cache'))
  return caches === undefined || caches === '' ? undefined : join(caches, 'pader')
}
