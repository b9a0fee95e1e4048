import { mkdtemp, open, readdir, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskStore } from '../../../src/cli/process/disk-store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-store-'))
})
afterEach(async () => rm(folder, { recursive: true }))

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (found: Uint8Array | undefined): string | undefined => found && new TextDecoder().decode(found)

test('files and their folders are for their owner only and no draft is left behind', async () => {
  const store = diskStore(folder)
  await store.replace('x/secret', bytes('1'))
  await store.create('x/lock', bytes('2'))
  await store.append('x/log', bytes('3'))
  for (const name of ['secret', 'lock', 'log']) {
    expect((await stat(join(folder, 'x', name))).mode & 0o777).toBe(0o600)
  }
  expect((await stat(join(folder, 'x'))).mode & 0o777).toBe(0o700)
  expect((await readdir(join(folder, 'x'))).toSorted()).toEqual(['lock', 'log', 'secret'])
})

test('drafts that a crash left are not listed', async () => {
  const store = diskStore(folder)
  await store.replace('d/2.json', bytes(''))
  await store.replace('d/1.json', bytes(''))
  await writeFile(join(folder, 'd', '3.json.xyz.draft'), '')
  expect(await store.list('d')).toEqual(['1.json', '2.json'])
  expect(await store.list('none')).toEqual([])
})

test('a full disk is told with the file that it kept from being written, and no half of one stays behind', async () => {
  const store = diskStore(folder)
  await store.replace('d/there.json', bytes('old'))
  await fullDisk()
  for (const write of [
    async () => store.replace('d/there.json', bytes('new')),
    async () => store.create('d/another.json', bytes('new')),
  ])
    await expect(write()).rejects.toThrow(new RegExp(`ENOSPC.*${folder}/d/(there|another).json'`))
  await expect(store.append('d/log', bytes('line'))).rejects.toThrow(`${folder}/d/log`)
  vi.restoreAllMocks()
  expect((await readdir(join(folder, 'd'))).toSorted()).toEqual(['log', 'there.json'])
  expect(text(await store.read('d/there.json'))).toBe('old')
})

test.each(['EPERM', 'EOPNOTSUPP'])(
  'on a file system that answers a link with %s only one creates a file',
  async (code) => {
    const store = diskStore(folder, async () => {
      throw Object.assign(new Error(`${code}: link`), { code, syscall: 'link' })
    })
    const made = await Promise.all(['1', '2', '3'].map(async (one) => store.create('x/lock', bytes(one))))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(text(await store.read('x/lock'))).toBe(String(made.indexOf(true) + 1))
    expect((await stat(join(folder, 'x/lock'))).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'x'))).toEqual(['lock'])
  },
)

test('where a folder cannot be synced, as on Windows, files are written all the same', async () => {
  const prototype = await prototypeOfHandles()
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    if ((await this.stat()).isDirectory()) throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'fsync' })
  })
  vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
  const store = diskStore(folder)
  await store.replace('x/a', bytes('1'))
  expect(await store.create('x/b', bytes('2'))).toBe(true)
  await store.append('x/c', bytes('3'))
  vi.restoreAllMocks()
  expect(await store.list('x')).toEqual(['a', 'b', 'c'])
})

async function prototypeOfHandles(): Promise<FileHandle> {
  const handle = await open(join(folder, 'any'), 'w')
  await handle.close()
  const prototype: FileHandle = Object.getPrototypeOf(handle)
  return prototype
}

/** From now on nothing that is opened can be written to. */
async function fullDisk(): Promise<void> {
  const prototype = await prototypeOfHandles()
  const failure = { code: 'ENOSPC', syscall: 'write' }
  vi.spyOn(prototype, 'writeFile').mockImplementation(async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), failure)
  })
}
