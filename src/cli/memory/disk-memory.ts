import { hash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Memory } from './memory.ts'

/** Most bytes that are kept. */
const MOST_BYTES = 128 * 1024 * 1024

/** Files that another process is about to put in place are younger than this. */
const ABANDONED_AFTER = 60 * 60 * 1000

const DRAFT = '.tmp'

/**
 * A memory in a folder, a file a key. Several processes may use it at once: a file is put in place whole, and it does not
 * matter whose it is. A file that does not bear out its digest is nothing, and so is one that cannot be read; a folder
 * that cannot be written to keeps nothing.
 */
export function diskMemory(folder: string, now: () => number, mostBytes = MOST_BYTES): Memory {
  let hasKept = false
  return {
    recall: (key) => read(folder, key),
    keep: (key, value) => {
      const text = JSON.stringify(value)
      hasKept = write(folder, key, `${digestOf(key, text)}\n${text}`) || hasKept
    },
    tidy: () => {
      if (hasKept) quietly(() => forgetOldest(folder, now(), mostBytes))
    },
  }
}

/** A file under the name of another is as damaged as one whose bytes have changed. */
function digestOf(key: string, text: string): string {
  return hash('sha256', `${key}\n${text}`)
}

function read(folder: string, key: string): unknown {
  return quietly(() => {
    const content = readFileSync(join(folder, key), 'utf8')
    const end = content.indexOf('\n')
    const text = content.slice(end + 1)
    return digestOf(key, text) === content.slice(0, end) ? (JSON.parse(text) as unknown) : undefined
  })
}

function write(folder: string, key: string, content: string): boolean {
  const draft = join(folder, `${key}.${randomUUID()}${DRAFT}`)
  const isKept = quietly(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(draft, content, { flag: 'wx', mode: 0o600 })
    renameSync(draft, join(folder, key))
    return true
  })
  if (isKept !== true) quietly(() => rmSync(draft, { force: true }))
  return isKept === true
}

/** Removes the oldest files beyond the bound, and drafts that a process which ended left behind. */
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
function quietly<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
