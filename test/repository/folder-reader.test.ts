import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderReader } from '../../src/repository/folder-reader.ts'
import { readFolder, readRaw } from '../../src/repository/read-folder.ts'

let folder = ''
/** Long after everything that a test has written, so that what the file system says of it can be trusted. */
let later = 0
const reader = (): FolderReader => new FolderReader(() => Date.now() + later)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-folder-'))
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, 'a.yaml'), 'a: 1\n')
  writeFileSync(join(folder, 'inner/b.yaml'), 'b: 1\n')
  symlinkSync('a.yaml', join(folder, 'link.yaml'))
  later = 10_000
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('reads what a single reading does', () => {
  expect(reader().read(folder, 'x')).toEqual(readFolder(folder, 'x'))
})

test('a file that has not changed is the very one of the last time, and another one is new', () => {
  const again = reader()
  const [a, b, link] = again.read(folder, 'x')
  writeFileSync(join(folder, 'inner/b.yaml'), 'b: 2\n')
  const second = again.read(folder, 'x')
  expect(second).toEqual(readFolder(folder, 'x'))
  expect(second[0]).toBe(a)
  expect(second[1]).not.toBe(b)
  expect(second[2]).toBe(link)
})

test('what was touched and holds the same bytes is the very one of the last time', () => {
  const again = reader()
  const first = again.read(folder, 'x')
  utimesSync(join(folder, 'a.yaml'), 1, 1)
  writeFileSync(join(folder, 'inner/b.yaml'), 'b: 1\n')
  again.read(folder, 'x').forEach((file, index) => expect(file).toBe(first[index]))
})

test('a file that changes twice within one tick of a clock is read again', () => {
  later = 0
  const again = reader()
  again.read(folder, 'x')
  for (let change = 0; change < 20; change += 1) {
    writeFileSync(join(folder, 'a.yaml'), `a: ${change % 10}\n`)
    expect(again.read(folder, 'x')).toEqual(readFolder(folder, 'x'))
  }
})

test('a file that is gone, or comes back as a folder, is not remembered', () => {
  const again = reader()
  again.read(folder, 'x')
  rmSync(join(folder, 'a.yaml'))
  expect(again.read(folder, 'x')).toEqual(readFolder(folder, 'x'))
  mkdirSync(join(folder, 'a.yaml'))
  writeFileSync(join(folder, 'a.yaml/c.yaml'), 'c: 1\n')
  expect(again.read(folder, 'x')).toEqual(readFolder(folder, 'x'))
})

test('a file whose name cannot be spelled is not told to be gone', () => {
  const read = (name: string): unknown => readRaw(join(folder, name), name)
  expect(read('\uFFFD.yaml')).toEqual({ path: '\uFFFD.yaml', unreadable: 'its name is not UTF-8' })
  expect(read('b.yaml')).toEqual({ path: 'b.yaml', unreadable: 'it is gone' })
})
