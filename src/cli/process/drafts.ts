import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, thisProcess } from './living.ts'
import { ownNumberSpace, type NumberSpace } from './number-space.ts'

/** How the name of every draft ends. */
export const DRAFT = '.draft'

const NAME = /\.(?<space>[0-9a-f]{12})-(?<pid>\d{1,10})-(?<process>[0-9a-f-]{36})-[0-9a-f]{8}\.draft$/

/** Milliseconds after which nobody is writing any more, wherever that was: no write takes a day. */
const ABANDONED_AFTER = 7 * 24 * 60 * 60 * 1000

let known: NumberSpace | undefined

function here(): NumberSpace {
  return (known ??= ownNumberSpace())
}

/** A name beside a file for what is going to take its place; it says whose it is. */
export function draftBeside(path: string): string {
  const { pid, process: by } = thisProcess
  return `${path}.${here().id}-${pid}-${by}-${randomUUID().slice(0, 8)}${DRAFT}`
}

const swept = new Set<string>()

/**
 * Removes what processes that are gone, killed before they had put it in its place, left in a folder; once for each
 * folder. Whether a process is gone is known only where its number means something: what another machine or container left
 * goes when it is old. Nobody reads a draft, so whatever goes wrong with it is left for another time.
 */
export function sweepDrafts(folder: string): void {
  if (swept.has(folder)) return
  swept.add(folder)
  quietly(() => {
    for (const name of readdirSync(folder)) quietly(() => sweep(folder, name))
  })
}

function sweep(folder: string, name: string): void {
  const { space, pid, process: by } = NAME.exec(name)?.groups ?? {}
  if (space === undefined || pid === undefined || by === undefined) return
  const path = join(folder, name)
  const isHere = space === here().id && here().isCertain
  const isLeft = isHere
    ? !isAlive({ host: thisProcess.host, pid: Number(pid), process: by })
    : Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER
  if (isLeft) rmSync(path, { force: true })
}

function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // The next process that writes there tries again.
  }
}
