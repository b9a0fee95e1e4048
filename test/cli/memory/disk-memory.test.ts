import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskMemory } from '../../../src/cli/memory/disk-memory.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-memory-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = (): number => Date.parse('2027-01-15T12:00:00Z')
const ground = { now, random: () => 0 }
const value = { findings: [{ name: 'tokyo' }], text: 'ä\n{}' }

test('recalls what was kept, in this process and in the next', () => {
  const memory = diskMemory(folder, ground)
  expect(memory.recall('a')).toBeUndefined()
  memory.keep('a', value)
  expect(memory.recall('a')).toEqual(value)
  expect(diskMemory(folder, ground).recall('a')).toEqual(value)
})

test('whatever is done to a file, it is either as it was kept or nothing', () => {
  const memory = diskMemory(folder, ground)
  memory.keep('a', value)
  const path = join(folder, 'a')
  const whole = readFileSync(path)
  let damaged = 0
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    for (const bytes of [flipped, whole.subarray(0, at)]) {
      writeFileSync(path, bytes)
      expect(memory.recall('a')).toBeUndefined()
      damaged += 1
    }
  }
  expect(damaged).toBeGreaterThan(100)
  // The file of another key is damage as well.
  writeFileSync(path, whole)
  writeFileSync(join(folder, 'b'), whole)
  expect([memory.recall('a'), memory.recall('b')]).toEqual([value, undefined])
})

test('a folder that cannot be used keeps nothing and disturbs nobody', () => {
  writeFileSync(join(folder, 'file'), '')
  const memory = diskMemory(join(folder, 'file', 'below'), ground)
  memory.keep('a', value)
  memory.tidy()
  expect(memory.recall('a')).toBeUndefined()
})

test('the oldest goes when there is too much, and drafts of processes that ended', () => {
  const size = 400
  const memory = diskMemory(folder, ground, 4 * size)
  for (const [index, key] of ['a', 'b', 'c', 'd', 'e', 'f'].entries()) {
    memory.keep(key, { text: 'x'.repeat(size - 100) })
    utimesSync(join(folder, key), new Date(now()), new Date(now() - (10 - index) * 1000))
  }
  for (const [name, age] of [
    ['a.fresh.tmp', 60_000],
    ['a.left.tmp', 7_200_000],
  ] as const) {
    writeFileSync(join(folder, name), 'half')
    utimesSync(join(folder, name), new Date(now()), new Date(now() - age))
  }
  memory.tidy()
  expect(readdirSync(folder).toSorted()).toEqual(['a.fresh.tmp', 'c', 'd', 'e', 'f'])
})

test('a run that kept nothing looks at nothing', () => {
  diskMemory(folder, ground).keep('a', value)
  diskMemory(folder, ground, 0).tidy()
  expect(readdirSync(folder)).toEqual(['a'])
})

test('who kept little looks through the folder now and then, and who kept a megabyte does so always', () => {
  const sizes = [1000, 600 * 1024, 1024 * 1024]
  const looks = sizes.map((size) =>
    [0, 0.5, 0.999].map((drawn) => {
      const memory = diskMemory(folder, { now, random: () => drawn }, 0)
      memory.keep('a', { text: 'x'.repeat(size) })
      memory.tidy()
      return readdirSync(folder).length === 0
    }),
  )
  expect(looks).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ])
})
