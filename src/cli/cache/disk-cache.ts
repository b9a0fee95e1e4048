import { cacheFiles, quietly } from './cache-files.ts'
import type { Cache } from './cache.ts'

/** Most bytes that are kept. */
const MOST_BYTES = 128 * 1024 * 1024

/** Looking through all that is kept takes as long as a small run: it is done about once for so many new bytes. */
const NEW_BYTES = 1024 * 1024

/** A cache in a folder that several processes may use at once. `random` is from 0 up to, not including, 1. */
export function diskCache(
  folder: string,
  { now, random }: { readonly now: () => number; readonly random: () => number },
  mostBytes = MOST_BYTES,
): Cache {
  const files = cacheFiles(folder, now, mostBytes)
  let kept = 0
  return {
    get: (key) => {
      const content = files.read(key)
      return content === undefined ? undefined : quietly(() => JSON.parse(content.toString('utf8')) as unknown)
    },
    put: (key, value) => {
      const content = Buffer.from(JSON.stringify(value))
      if (files.write(key, content)) kept += content.length
    },
    tidy: () => {
      if (kept > random() * NEW_BYTES) files.forgetOldest()
    },
  }
}
