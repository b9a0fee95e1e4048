import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpenSessions } from '../../../src/appliance/open-sessions.ts'
import { diskSessions } from '../../../src/cli/process/disk-sessions.ts'

let folder: string
let sessions: OpenSessions
const file = (): string => join(folder, 'sessions', 'edge', 'tokyo-1', 'a%2Fb.json')
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-sessions-'))
  sessions = diskSessions(folder, 'edge/tokyo-1')
  await sessions.opened('a/b', 'ID')
})
afterEach(async () => rm(folder, { recursive: true }))

async function asIfBy(owner: Record<string, unknown>): Promise<void> {
  await writeFile(file(), JSON.stringify({ ...JSON.parse(await readFile(file(), 'utf8')), ...owner }))
}

/** No Linux or macOS gives a process a number like this. */
const NOBODY = 2 ** 31 - 2

const by = `process ${process.pid} on ${hostname()}`

test('an open session is kept for its owner only, and gone when it is closed', async () => {
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  expect((await stat(dirname(file()))).mode & 0o777).toBe(0o700)
  await sessions.closed('a/b', 'another')
  expect(await sessions.kept()).toEqual([{ user: 'a/b', id: 'ID', isAbandoned: false, by }])
  await sessions.closed('a/b', 'ID')
  expect(await readdir(join(folder, 'sessions', 'edge', 'tokyo-1'))).toEqual([])
})

test.each([
  ['a dead process of this machine', { pid: NOBODY, process: 'another' }, true],
  ['an earlier process of the same number', { process: 'another' }, true],
  ['this process', {}, false],
  ['a process that lives', { pid: process.ppid, process: 'another' }, false],
  ['a process of another machine', { pid: NOBODY, host: `not-${hostname()}`, process: 'another' }, false],
])(
  'a session of %s',
  async (_whose, owner: { readonly pid?: number; readonly host?: string; readonly process?: string }, isAbandoned) => {
    await asIfBy(owner)
    const { pid = process.pid, host = hostname() } = owner
    expect(await sessions.kept()).toEqual([{ user: 'a/b', id: 'ID', isAbandoned, by: `process ${pid} on ${host}` }])
  },
)

test('a session that could not be logged off is nobody’s', async () => {
  await sessions.left('a/b', 'ID')
  expect(await sessions.kept()).toEqual([{ user: 'a/b', id: 'ID', isAbandoned: true, by }])
})

test.each(['', '{', '{"id":1}', 'null'])('a file that is damaged (%j) counts for nothing', async (text) => {
  await writeFile(file(), text)
  expect(await sessions.kept()).toEqual([])
})

test('where it cannot be kept, work goes on', async () => {
  await writeFile(join(folder, 'file'), '')
  const nowhere = diskSessions(join(folder, 'file'), 'edge/tokyo-1')
  await nowhere.opened('a', 'ID')
  await nowhere.left('a', 'ID')
  expect(await nowhere.kept()).toEqual([])
  await nowhere.closed('a', 'ID')
})

test('a login under way is kept until it is answered, and tells when it was sent if it never is', async () => {
  const mark = join(folder, 'sessions', 'edge', 'tokyo-1', 'a%2Fb.login')
  expect(await sessions.unanswered()).toEqual([])
  expect(await sessions.logsOn('a/b')).toBe(true)
  expect((await stat(mark)).mode & 0o777).toBe(0o600)
  expect(await sessions.logsOn('a/b'), 'the first one is what nobody knows the end of').toBe(false)
  expect(await sessions.unanswered()).toEqual([{ user: 'a/b', at: (await stat(mark)).mtimeMs }])
  expect(await sessions.kept(), 'it is no session').toHaveLength(1)
  // Another process that lives is in the middle of it perhaps; one that is gone is not.
  const by = async (pid: number): Promise<void> =>
    writeFile(mark, JSON.stringify({ ...JSON.parse(await readFile(mark, 'utf8')), process: 'another', pid }))
  await by(process.ppid)
  expect(await sessions.unanswered()).toEqual([])
  await by(NOBODY)
  expect(await sessions.unanswered()).toHaveLength(1)
  await sessions.answered('a/b')
  expect(await readdir(join(folder, 'sessions', 'edge', 'tokyo-1'))).toEqual(['a%2Fb.json'])
})

test.skipIf(process.platform !== 'linux')(
  'a session of a process that is dead, of which nobody asked how it ended, is nobody’s',
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 100 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const [said] = (await once(parent.stdout, 'data')) as [Buffer]
      const pid = Number(String(said))
      await asIfBy({ pid, process: 'another' })
      expect(await sessions.kept()).toMatchObject([{ isAbandoned: false }])
      // Who does not run does not ask.
      parent.kill('SIGSTOP')
      process.kill(pid, 'SIGKILL')
      while ((await sessions.kept()).some(({ isAbandoned }) => !isAbandoned)) await sleep(1)
      expect(() => process.kill(pid, 0), 'its number is still there').not.toThrow()
    } finally {
      parent.kill('SIGKILL')
    }
  },
)
