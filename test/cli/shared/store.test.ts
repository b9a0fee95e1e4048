import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskStore } from '../../../src/cli/process/disk-store.ts'
import { clusterName } from '../../../src/model/names.ts'
import { openJournal } from '../../../src/reconcile/journal/journal.ts'
import { readJournal } from '../../../src/reconcile/journal/reading.ts'
import type { StateStore } from '../../../src/reconcile/ports.ts'
import { postgresPath, startPostgres, wireTo, withoutPostgres, type TestServer } from '../../postgres.ts'
import { memoryStore } from '../../reconcile/world/memory-store.ts'
import { virtualClock } from '../../reconcile/world/virtual-clock.ts'
import { hostAt } from './setting.ts'

const folder = mkdtempSync(join(tmpdir(), 'pader-stores-'))
let server: TestServer
beforeAll(async () => {
  if (postgresPath !== undefined) server = await startPostgres()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.close()
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (found: Uint8Array | undefined): string | undefined => found && new TextDecoder().decode(found)

let places = 0
const adapters: readonly (readonly [name: string, store: () => StateStore, skipped: string])[] = [
  ['a folder', () => diskStore(join(folder, String((places += 1)))), ''],
  ['the memory of tests', () => memoryStore(), ''],
  ['PostgreSQL', () => below(`place-${(places += 1)}/`, hostAt(server.socket).store), withoutPostgres],
]

/** One database serves all tests: each has files of its own. */
function below(place: string, store: StateStore): StateStore {
  return {
    read: async (name) => store.read(place + name),
    append: async (name, more) => store.append(place + name, more),
    replace: async (name, whole) => store.replace(place + name, whole),
    create: async (name, whole) => store.create(place + name, whole),
    remove: async (name) => store.remove(place + name),
    list: async (name) => store.list(place + name),
  }
}

describe.each(adapters)('a state store in %s', (_, open, skipped) => {
  const given = test.skipIf(skipped !== '')

  given(`a file is appended to, replaced, removed, and absent is not empty${skipped}`, async () => {
    const store = open()
    expect(await store.read('a/b.txt')).toBeUndefined()
    await store.append('a/b.txt', bytes('one'))
    await store.append('a/b.txt', bytes('two'))
    expect(text(await store.read('a/b.txt'))).toBe('onetwo')
    await store.replace('a/b.txt', bytes('three'))
    expect(text(await store.read('a/b.txt'))).toBe('three')
    await store.append('a/b.txt', bytes('four'))
    expect(text(await store.read('a/b.txt'))).toBe('threefour')
    await store.replace('a/b.txt', bytes(''))
    expect(text(await store.read('a/b.txt'))).toBe('')
    await store.remove('a/b.txt')
    await store.remove('a/b.txt')
    expect(await store.read('a/b.txt')).toBeUndefined()
  })

  given(`every byte comes back${skipped}`, async () => {
    const store = open()
    const all = Uint8Array.from({ length: 70_000 }, (__, index) => (index * 7) % 256)
    await store.replace('backup/x', all)
    expect(Buffer.compare((await store.read('backup/x'))!, all)).toBe(0)
  })

  given(`of many that create the same file, one does${skipped}`, async () => {
    const store = open()
    const made = await Promise.all(Array.from({ length: 20 }, (__, index) => store.create('lock', bytes(`${index}`))))
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(text(await store.read('lock'))).toBe(String(made.indexOf(true)))
    await store.append('log', bytes('1'))
    expect(await store.create('log', bytes('2'))).toBe(false)
  })

  given(`of many that replace a file at once, one is there whole${skipped}`, async () => {
    const store = open()
    await Promise.all(Array.from({ length: 10 }, async (__, index) => store.replace('x', bytes(`${index}`))))
    expect(text(await store.read('x'))).toMatch(/^\d$/)
  })

  given(`what many add at once is all there, each piece whole${skipped}`, async () => {
    const store = open()
    await Promise.all(Array.from({ length: 10 }, async (__, index) => store.append('x', bytes(`${index};`))))
    const pieces = text(await store.read('x'))!.split(';')
    expect(pieces.toSorted()).toEqual(['', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
  })

  given(`the files directly below a folder are listed, sorted${skipped}`, async () => {
    const store = open()
    for (const name of ['d/2.json', 'd/1.json', 'd/e/3.json', 'd%/4', 'dd/5']) await store.replace(name, bytes(''))
    expect(await store.list('d')).toEqual(['1.json', '2.json'])
    expect(await store.list('d%')).toEqual(['4'])
    expect(await store.list('none')).toEqual([])
  })
})

const withServer = (name: string, check: () => Promise<void>): void =>
  test.skipIf(postgresPath === undefined)(`${name}${withoutPostgres}`, check)

withServer('a journal goes on unbroken where answers are lost and the server is killed between', async () => {
  const wire = await wireTo(server)
  try {
    const cluster = clusterName('edge')
    const { store } = hostAt(wire.socket)
    const journal = await openJournal(store, virtualClock(), cluster, 'a run')
    for (let count = 0; count < 12; count += 1) {
      if (count % 3 === 0) wire.loseNextAnswer()
      if (count === 7) {
        await server.kill()
        await server.start()
      }
      await journal.add({ kind: 'commit intended', phase: count })
    }
    const other = await openJournal(hostAt(server.socket).store, virtualClock(), cluster, 'another run')
    await other.add({ kind: 'run ended', outcome: 'in sync' })
    await journal.add({ kind: 'run ended', outcome: 'failed' })
    const reading = readJournal(await store.read(`journal/${cluster}.jsonl`))
    expect([reading.problems, reading.torn]).toEqual([[], undefined])
    expect(reading.records.map(({ event }) => ('phase' in event ? event.phase : event.kind))).toEqual([
      ...Array.from({ length: 12 }, (_, index) => index),
      'run ended',
      'run ended',
    ])
  } finally {
    await wire.close()
  }
})
