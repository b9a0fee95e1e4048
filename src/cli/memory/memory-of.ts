import { join } from 'node:path'
import { cacheFolderOf } from '../process/cache-folder.ts'
import type { World } from '../world.ts'
import { diskMemory } from './disk-memory.ts'
import type { Memory } from './memory.ts'
import { partKeys, type KeyGround, type PartKeys } from './part-keys.ts'

/** A memory with the names that things have in it. */
export interface NamedMemory {
  readonly memory: Memory
  readonly keys: PartKeys
}

/** The memory of this world: below the user's folder for caches, for a build that can be told from others. */
export function memoryOf(
  { isWanted, ...ground }: { readonly isWanted: boolean } & Pick<KeyGround, 'root' | 'today' | 'templates'>,
  world: World,
): NamedMemory | undefined {
  const { env, build, home } = world
  const folder = cacheFolderOf(env)
  if (!isWanted || folder === undefined || build === undefined) return undefined
  return {
    memory: diskMemory(join(folder, 'compiled'), { now: () => world.now().getTime(), random: Math.random }),
    keys: partKeys({ build, home, ...ground }),
  }
}
