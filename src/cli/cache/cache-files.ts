import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../repository/make-folder.ts'

/** Files that another process is about to put in place are younger than this. */
const ABANDONED_AFTER = 60 * 60 * 1000

const DRAFT = '.tmp'

/** Length of a digest at the end of each file. */
const SEAL = 64

/**
 * A folder of what only saves time, a file a key. Several processes may use it at once: a file is put in place whole, and
 * it does not matter whose it is. A file that does not bear out its digest is nothing, and so is one that cannot be read;
 * a folder that cannot be written to keeps nothing.
 */
export interface CacheFiles {
  /** What was kept under a key. */
  read(key: string): Buffer | undefined
  /** Says whether it was kept. */
  write(key: string, content: Uint8Array): boolean
  /** Removes the oldest beyond the bound, and drafts that a process which ended left behind. */
  forgetOldest(): void
}

/** The files of a folder, of which at most so many bytes are kept. `now` is the time in milliseconds. */
export function cacheFiles(folder: string, now: () => number, mostBytes: number): CacheFiles {
  return {
    read: (key) => quietly(() => read(folder, key)),
    write: (key, content) => write(folder, key, content),
    forgetOldest: () => {
      quietly(() => forgetOldest(folder, now(), mostBytes))
    },
  }
}

/** A file under the name of another is as damaged as one whose bytes have changed. */
function digestOf(key: string, content: Uint8Array): string {
  return createHash('sha256').update(`${key}\n`).update(content).digest('hex')
}

function read(folder: string, key: string): Buffer | undefined {
  const file = readFileSync(join(folder, key))
  const content = file.subarray(0, -SEAL)
  return file.toString('latin1', content.length) === digestOf(key, content) ? content : undefined
}

function write(folder: string, key: string, content: Uint8Array): boolean {
  const draft = join(folder, `${key}.${randomUUID()}${DRAFT}`)
  const isKept = quietly(() => {
    makeFolder(folder, 0o700)
    writeFileSync(draft, Buffer.concat([content, Buffer.from(digestOf(key, content))]), { flag: 'wx', mode: 0o600 })
    renameSync(draft, join(folder, key))
    return true
  })
  if (isKept !== true) quietly(() => rmSync(draft, { force: true }))
  return isKept === true
}

function forgetOldest(folder: string, now: number, mostBytes: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false })
    return found === undefined ? [] : [{ name, size: found.size, time: found.mtimeMs }]
  })
  let room = mostBytes
  for (const { name, size, time } of files.toSorted((left, right) => right.time - left.time)) {
    if (name.endsWith(DRAFT)) {
      if (now - time > ABANDONED_AFTER) rmSync(join(folder, name), { force: true })
      continue
    }
    room -= size
    if (room < 0) rmSync(join(folder, name), { force: true })
  }
}

/** What is kept only saves time: whatever goes wrong with it is as if it were not there. */
export function quietly<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
