import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readFolder } from '../../src/repository/read-folder.ts'
import { isUnread, readNow, readSealed, sealFolder } from '../../src/repository/sealed-folder.ts'
import type { FolderSeals } from '../../src/repository/artifact-folder.ts'
import type { RawFile } from '../../src/source/source-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-sealed-'))
  mkdirSync(join(folder, 'inner'))
  writeFileSync(join(folder, 'a.yaml'), 'a: 1\n')
  writeFileSync(join(folder, 'inner/b.yaml'), 'b: 1\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Long after everything that a test has written, so that what the file system says of it can be trusted. */
const later = (): number => Date.now() + 60_000
interface Read {
  readonly files: readonly RawFile[]
  readonly seals: FolderSeals
  readonly state: string | undefined
}
const read = (known: FolderSeals = new Map(), now = later()): Read => {
  const sealed = sealFolder(folder, 'x', now)
  return { ...readSealed(sealed, known), state: sealed.state }
}
const contents = (files: readonly RawFile[]): readonly unknown[] =>
  files.map((file) => ('bytes' in file ? [file.path, file.bytes] : file))

test('a file that bears its seal is known by its digest, and holds what a reading finds', () => {
  const first = read()
  expect(first.files.map(isUnread)).toEqual([false, false])
  const { files, seals, state } = read(first.seals)
  expect(files.map(isUnread)).toEqual([true, true])
  expect(files.map((file) => ('digest' in file ? file.digest : undefined))).toEqual(
    ['a: 1\n', 'b: 1\n'].map((text) => hash('sha256', text)),
  )
  expect([seals, state]).toEqual([first.seals, first.state])
  expect(state).toBeDefined()
  expect(contents(files)).toEqual(contents(readFolder(folder, 'x')))
  expect(files.map(isUnread)).toEqual([false, false])
})

test('a file that changed is read, and so is one that changed a moment ago', () => {
  const { seals, state } = read()
  writeFileSync(join(folder, 'a.yaml'), 'a: 2\n')
  const again = read(seals)
  expect(again.state).not.toBe(state)
  expect(again.files.map(isUnread)).toEqual([false, true])
  expect(contents(again.files)).toEqual(contents(readFolder(folder, 'x')))
  const soon = read(again.seals, Date.now() - 60_000)
  expect([soon.files.map(isUnread), soon.seals.size, soon.state]).toEqual([[false, false], 0, undefined])
})

test('what is known of a file that changes before it is read gives way to what it holds', () => {
  const { files } = read(read().seals)
  writeFileSync(join(folder, 'inner/b.yaml'), 'b: 2\n')
  readNow(files)
  const [, b] = files
  expect(b).toMatchObject({ digest: hash('sha256', 'b: 2\n'), bytes: Buffer.from('b: 2\n') })
})

test('nothing is concluded where something has no seal: a link that leads nowhere, and what is hidden', () => {
  symlinkSync('nowhere', join(folder, 'link.yaml'))
  const { files, seals, state } = read()
  expect([files.length, seals.size, state]).toEqual([3, 2, undefined])
  rmSync(join(folder, 'link.yaml'))
  expect(read().state).toBeDefined()
  writeFileSync(join(folder, '.hidden'), '')
  expect(read().state).toBeUndefined()
})
