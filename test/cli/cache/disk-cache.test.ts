import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskCache } from '../../../src/cli/cache/disk-cache.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-memory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = (): number => Date.parse('2027-01-15T12:00:00Z')
const context = { now, random: () => 0 }
const value = { findings: [{ name: 'tokyo' }], text: 'ä\n{}' }

test('recalls what was kept, in this process and in the next', () => {
  const cache = diskCache(folder, context)
  expect(cache.get('a')).toBeUndefined()
  cache.put('a', value)
  expect(cache.get('a')).toEqual(value)
  expect(diskCache(folder, context).get('a')).toEqual(value)
})

test('whatever is done to a file, it is either as it was kept or nothing', () => {
  const cache = diskCache(folder, context)
  cache.put('a', value)
  const path = join(folder, 'a')
  const whole = readFileSync(path)
  let damaged = 0
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    for (const bytes of [flipped, whole.subarray(0, at)]) {
      writeFileSync(path, bytes)
      expect(cache.get('a')).toBeUndefined()
      damaged += 1
    }
  }
  expect(damaged).toBeGreaterThan(100)
  // The file of another key is damage as well.
  writeFileSync(path, whole)
  writeFileSync(join(folder, 'b'), whole)
  expect([cache.get('a'), cache.get('b')]).toEqual([value, undefined])
})

test('a folder that cannot be used keeps nothing and disturbs nobody', () => {
  writeFileSync(join(folder, 'file'), '')
  const cache = diskCache(join(folder, 'file', 'below'), context)
  cache.put('a', value)
  cache.tidy()
  expect(cache.get('a')).toBeUndefined()
})

test('the oldest goes when there is too much, and drafts of processes that ended', () => {
  const size = 400
  const cache = diskCache(folder, context, 4 * size)
  for (const [index, key] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    cache.put(key, { text: 'x'.repeat(size - 100) })
    utimesSync(join(folder, key), new Date(now()), new Date(now() - (10 - index) * 1000))
  }
  for (const [name, age] of [
    ['a.fresh.tmp', 60_000],
    ['a.left.tmp', 7_200_000],
  ] as const) {
    writeFileSync(join(folder, name), 'half')
    utimesSync(join(folder, name), new Date(now()), new Date(now() - age))
  }
  cache.tidy()
  expect(readdirSync(folder).toSorted()).toEqual(['a.fresh.tmp', 'c', 'd', 'e', 'f'])
})

test('a run that kept nothing looks at nothing', () => {
  diskCache(folder, context).put('a', value)
  diskCache(folder, context, 0).tidy()
  expect(readdirSync(folder)).toEqual(['a'])
})

test('who kept little looks through the folder now and then, and who kept a megabyte does so always', () => {
  const sizes = [1000, 600 * 1024, 1024 * 1024]
  const looks = sizes.map((size) =>
    [0, 0.5, 0.999].map((drawn) => {
      const cache = diskCache(folder, { now, random: () => drawn }, 0)
      cache.put('a', { text: 'x'.repeat(size) })
      cache.tidy()
      return readdirSync(folder).length === 0
    }),
  )
  expect(looks).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})
