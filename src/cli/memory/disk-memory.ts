import { keptFiles, quietly } from './kept-files.ts'
import type { Memory } from './memory.ts'

/** Most bytes that are kept. */
const MOST_BYTES = 128 * 1024 * 1024

/** A memory in a folder that several processes may use at once. */
export function diskMemory(folder: string, now: () => number, mostBytes = MOST_BYTES): Memory {
  const files = keptFiles(folder, now, mostBytes)
  let hasKept = false
  return {
    recall: (key) => {
      const content = files.read(key)
      return content === undefined ? undefined : quietly(() => JSON.parse(content.toString('utf8')) as unknown)
    },
    keep: (key, value) => {
      hasKept = files.write(key, Buffer.from(JSON.stringify(value))) || hasKept
    },
    tidy: () => {
      if (hasKept) files.forgetOldest()
    },
  }
}
