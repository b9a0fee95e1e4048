import { join } from 'node:path'
import { cacheFolderOf } from '../process/cache-folder.ts'
import type { World } from '../world.ts'
import { diskCache } from './disk-cache.ts'
import type { Cache } from './cache.ts'
import { partKeys, type KeyContext, type PartKeys } from './part-keys.ts'

/** A cache with the keys of what is in it. */
export interface NamedCache {
  readonly cache: Cache
  readonly keys: PartKeys
}

/** The cache of this world: below the user's folder for caches, for a build that can be told from others. */
export function openCache(
  { isWanted, ...context }: { readonly isWanted: boolean } & Pick<KeyContext, 'root' | 'today' | 'templates'>,
  world: World,
): NamedCache | undefined {
  const { env, build, home } = world
  const folder = cacheFolderOf(env)
  if (!isWanted || folder === undefined || build === undefined) return undefined
  return {
    cache: diskCache(join(folder, 'compiled'), { now: () => world.now().getTime(), random: Math.random }),
    keys: partKeys({ build, home, ...context }),
  }
}
