import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskStore } from '../../../src/cli/process/disk-store.ts'
import { moveTo, objectToForgotten } from '../../../src/cli/shared/move.ts'
import { lastNotifiedIn } from '../../../src/cli/watch/notify/last-notified.ts'
import type { StateStore } from '../../../src/reconcile/ports.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { virtualClock } from '../../reconcile/world/virtual-clock.ts'

const files = { 'hold/two-site': 'a hold', 'journal/two-site': 'what was done', 'applied/two-site': 'what was written' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-move-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const local = () => ({ folder, store: diskStore(folder) })

async function sharedIn(store: StateStore): Promise<Record<string, string>> {
  const found = Object.keys(files).map(
    async (name) => [name, Buffer.from((await store.read(name))!).toString()] as const,
  )
  return Object.fromEntries(await Promise.all(found))
}

test.each([0, 1, 2])(
  'a move that dies after %d files is objected to until it was repeated, and then nothing is lost',
  async (dies) => {
    const shared = memoryStore()
    let left = dies
    const dying: StateStore = {
      ...shared,
      create: async (name, bytes) => {
        if (left === 0) throw new Error('died')
        left -= 1
        return shared.create(name, bytes)
      },
    }
    await expect(moveTo(dying, local(), virtualClock())).rejects.toThrow('died')
    await expect(objectToForgotten(local())).rejects.toThrow('has what the shared state does not have')
    await moveTo(shared, local(), virtualClock())
    expect(await sharedIn(shared)).toEqual(files)
    await objectToForgotten(local())
  },
)

test.each(Object.keys(files))(
  'a move that dies between two folders goes on with the others where %s is aside already',
  async (name) => {
    const shared = memoryStore()
    for (const [one, text] of Object.entries(files)) await shared.create(one, Buffer.from(text))
    const [top = ''] = name.split('/')
    mkdirSync(join(folder, 'moved-before'))
    renameSync(join(folder, top), join(folder, 'moved-before', top))
    const { names, aside } = await moveTo(shared, local(), virtualClock())
    expect(names).toHaveLength(2)
    expect(await sharedIn(shared)).toEqual(files)
    expect(readdirSync(aside)).toHaveLength(2)
    expect(existsSync(join(folder, 'moved-before', name))).toBe(true)
    await objectToForgotten(local())
  },
)

test('what was told of a cluster moves as well: the other host must not tell it again', async () => {
  const store = local().store
  await lastNotifiedIn(() => store).write('two-site', {
    said: 'a node is behind',
    trouble: true,
    failures: 0,
    unread: 0,
  })
  const shared = memoryStore()
  await moveTo(shared, local(), virtualClock())
  expect(await lastNotifiedIn(() => shared).news('two-site')).toMatchObject({ said: 'a node is behind', trouble: true })
})
