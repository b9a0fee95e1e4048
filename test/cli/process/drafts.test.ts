import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { numberSpaceOf, ownNumberSpace, type SystemSays } from '../../../src/cli/process/number-space.ts'
import { diskStore } from '../../../src/cli/process/disk-store.ts'
import { draftBeside, sweepDrafts } from '../../../src/cli/process/drafts.ts'
import { stageArtifacts } from '../../../src/repository/stage-artifacts.ts'
import { replaceFiles } from '../../../src/cli/output/write-file.ts'
import { silentWorld } from '../support.ts'

let folder = ''
let other: ChildProcess
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-drafts-'))
  other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'])
  await once(other, 'spawn')
})
afterEach(async () => {
  other.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** The draft of a process as it lies there when that is killed in the middle of writing it. */
async function draftOf(pid: number, name: string): Promise<string> {
  const own = draftBeside(join(folder, name))
  const path = own.replace(new RegExp(`-${process.pid}-[0-9a-f-]{36}-`), `-${pid}-${randomUUID()}-`)
  await writeFile(path, 'half')
  return basename(path)
}

const killed = async (): Promise<void> => {
  const over = once(other, 'exit')
  other.kill('SIGKILL')
  await over
}

const writers: readonly (readonly [string, (name: string) => Promise<void>])[] = [
  ['the state', async (name) => diskStore(folder).replace(name, new TextEncoder().encode('new'))],
  [
    'artifacts',
    async (name) =>
      stageArtifacts({ folder, base: folder }, [{ path: name, text: 'new' }], {
        beside: draftBeside,
        sweep: sweepDrafts,
      }).put(),
  ],
  ['an output', async (name) => replaceFiles([{ path: join(folder, name), content: 'new' }], silentWorld(folder))],
]

const isLinux = ownNumberSpace().isCertain

// Elsewhere numbers are not trusted: there only age counts, which the last tests are about.
test.skipIf(!isLinux).each(writers)(
  'who writes %s takes away what a killed process left beside it',
  async (_, write) => {
    await draftOf(other.pid!, 'a.json')
    await killed()
    await write('b.json')
    expect(await readdir(folder)).toEqual(['b.json'])
  },
)

test.each(writers)(
  'who writes %s leaves what a process may still be writing, or nobody knows whose it is',
  async (_, write) => {
    const left = [
      await draftOf(other.pid!, 'a.json'),
      basename(draftBeside(join(folder, 'own.json'))),
      (await draftOf(2 ** 22 + 1, 'c.json')).replace(/\.[0-9a-f]{12}-/, '.000000000000-'),
      'd.json.draft',
    ]
    for (const name of left) await writeFile(join(folder, name), 'half')
    const [elsewhere] = (await readdir(folder)).filter((name) => name.startsWith('c.json') && !left.includes(name))
    await rm(join(folder, elsewhere!))
    await write('b.json')
    expect((await readdir(folder)).toSorted()).toEqual([...left, 'b.json'].toSorted())
  },
)

test.skipIf(!isLinux)('what an earlier process of the same number left is nobody’s any more', async () => {
  await draftOf(process.pid, 'a.json')
  await diskStore(folder).create('b.json', new TextEncoder().encode('new'))
  expect(await readdir(folder)).toEqual(['b.json'])
})

test.each(writers)(
  'who writes %s takes away what another machine or container left, once it is a week old',
  async (_, write) => {
    const elsewhere = async (name: string, ageInDays: number): Promise<string> => {
      const own = await draftOf(other.pid!, name)
      const path = own.replace(/\.[0-9a-f]{12}-/, '.0123456789ab-')
      await rename(join(folder, own), join(folder, path))
      const then = Date.now() / 1000 - ageInDays * 86_400
      await utimes(join(folder, path), then, then)
      return path
    }
    await elsewhere('old.json', 8)
    // It may come from a machine whose clock is ahead.
    const left = [
      await elsewhere('fresh.json', 0),
      await elsewhere('young.json', 6),
      await elsewhere('ahead.json', -30),
    ]
    // Numbers mean nothing there: neither that this one lives here, nor that it is gone.
    await killed()
    await write('b.json')
    expect((await readdir(folder)).toSorted()).toEqual([...left, 'b.json'].toSorted())
  },
)

test('numbers mean the same only on one machine since its start, and in one container', () => {
  const says: SystemSays = { host: 'jump', boot: 'b1', processNamespace: 'pid:[1]' }
  const others: readonly SystemSays[] = [
    { ...says, host: 'jump2' },
    { ...says, boot: 'b2' },
    { ...says, processNamespace: 'pid:[2]' },
    { host: 'jump' },
  ]
  expect(numberSpaceOf({ ...says })).toEqual({ id: numberSpaceOf(says).id, isCertain: true })
  expect(new Set([says, ...others].map((one) => numberSpaceOf(one).id)).size).toBe(5)
  expect(numberSpaceOf({ ...says, boot: undefined }).isCertain).toBe(false)
  expect(numberSpaceOf({ ...says, processNamespace: undefined }).isCertain).toBe(false)
})
