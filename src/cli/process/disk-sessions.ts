import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RecordedSession, OpenSessions, UnansweredLogin } from '../../appliance/open-sessions.ts'
import { makeFolder } from '../../repository/make-folder.ts'
import { quietly } from '../cache/cache-files.ts'
import { isAlive, thisProcess, type Maker } from './living.ts'

/** A session as it is kept: its id, and the process that has it. */
interface Kept extends Maker {
  readonly id: string
}

/** What a session that nobody uses says instead. */
const nobody = ''
const SUFFIX = '.json'
/** Ends the name of what is there while a login is under way, and afterwards if it was never answered. */
const MARK = '.login'

/**
 * Keeps account of open sessions in the state directory, readable by its owner only and there only as long as a session
 * is open. Not synced: it has to outlive the process, not the machine. That it cannot be kept is no reason not to work.
 */
export function diskSessions(stateDirectory: string, place: string): OpenSessions {
  const folder = join(stateDirectory, 'sessions', place)
  const at = (user: string): string => join(folder, `${encodeURIComponent(user)}${SUFFIX}`)
  const markOf = (user: string): string => join(folder, `${encodeURIComponent(user)}${MARK}`)
  const makeOwn = (): unknown => quietly(() => makeFolder(folder, 0o700))
  const keep = async (user: string, id: string, by: string): Promise<void> => {
    const kept: Kept = { ...thisProcess, id, process: by }
    makeOwn()
    await writeFile(at(user), JSON.stringify(kept), { mode: 0o600 }).catch(() => undefined)
  }
  return {
    kept: async () => {
      const files = await readdir(folder).catch(() => [])
      const found = await Promise.all(
        files.filter((file) => file.endsWith(SUFFIX)).map(async (file) => session(folder, file)),
      )
      return found.filter((one) => one !== undefined)
    },
    logsOn: async (user) => {
      makeOwn()
      return writeFile(markOf(user), JSON.stringify({ id: nobody, ...thisProcess }), { mode: 0o600, flag: 'wx' }).then(
        () => true,
        () => false,
      )
    },
    answered: async (user) => rm(markOf(user), { force: true }).catch(() => undefined),
    unanswered: async () => {
      const files = await readdir(folder).catch(() => [])
      const found = await Promise.all(
        files.filter((file) => file.endsWith(MARK)).map(async (file) => login(folder, file)),
      )
      return found.filter((one) => one !== undefined)
    },
    opened: async (user, id) => keep(user, id, thisProcess.process),
    left: async (user, id) => keep(user, id, nobody),
    closed: async (user, id) => {
      const kept = await read(at(user))
      if (kept?.id === id) await rm(at(user), { force: true }).catch(() => undefined)
    },
  }
}

/** A login that nobody is in the middle of: who asks is in none, and another process that lives may be. */
async function login(folder: string, file: string): Promise<UnansweredLogin | undefined> {
  const path = join(folder, file)
  const [mark, found] = await Promise.all([read(path), stat(path).catch(() => undefined)])
  if (mark === undefined || found === undefined) return undefined
  if (mark.process !== thisProcess.process && isAlive(mark)) return undefined
  return { user: decodeURIComponent(file.slice(0, -MARK.length)), at: found.mtimeMs }
}

async function session(folder: string, file: string): Promise<RecordedSession | undefined> {
  const kept = await read(join(folder, file))
  if (kept === undefined) return undefined
  const user = decodeURIComponent(file.slice(0, -SUFFIX.length))
  const { id, process: by, pid, host } = kept
  return { user, id, isAbandoned: by === nobody || !isAlive(kept), by: `process ${pid} on ${host}` }
}

async function read(path: string): Promise<Kept | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isKept(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'process' in value &&
    typeof value.process === 'string'
  )
}
