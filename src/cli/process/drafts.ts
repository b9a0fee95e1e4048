import { createHash, randomUUID } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, thisProcess } from './living.ts'

/** How the name of every draft ends. */
export const DRAFT = '.draft'

const NAME = /\.(?<host>[0-9a-f]{12})-(?<pid>\d{1,10})-(?<process>[0-9a-f-]{36})-[0-9a-f]{8}\.draft$/

const thisHost = createHash('sha256').update(thisProcess.host).digest('hex').slice(0, 12)

/** A name beside a file for what is going to take its place; it says whose it is. */
export function draftBeside(path: string): string {
  const { pid, process: by } = thisProcess
  return `${path}.${thisHost}-${pid}-${by}-${randomUUID().slice(0, 8)}${DRAFT}`
}

const swept = new Set<string>()

/**
 * Removes what processes of this machine that are gone, killed before they had put it in its place, left in a folder; once
 * for each folder. Nobody reads a draft, so whatever goes wrong with it is left for another time.
 */
export async function sweepDrafts(folder: string): Promise<void> {
  if (swept.has(folder)) return
  swept.add(folder)
  const names = await readdir(folder).catch(() => [])
  const left = names.filter((name) => isLeftBehind(name))
  await Promise.all(left.map(async (name) => rm(join(folder, name), { force: true }).catch(() => undefined)))
}

function isLeftBehind(name: string): boolean {
  const { host, pid, process: by } = NAME.exec(name)?.groups ?? {}
  if (host !== thisHost || pid === undefined || by === undefined) return false
  return !isAlive({ host: thisProcess.host, pid: Number(pid), process: by })
}
