import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from '../../src/repository/make-folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-folder-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a folder is made with those that lead to it, of which the first is told', () => {
  const deep = join(folder, 'a/b/c')
  expect(makeFolder(deep, 0o700)).toBe(join(folder, 'a'))
  expect(statSync(deep).mode & 0o777).toBe(0o700)
  expect(makeFolder(deep)).toBeUndefined()
})

test('why a folder cannot be made is told of the one that stands in the way, and not that something is missing', () => {
  const link = join(folder, 'link')
  symlinkSync(join(folder, 'nowhere'), link)
  expect(() => makeFolder(join(link, 'a/b'))).toThrow(`EEXIST: file already exists, mkdir '${link}'`)
})

test.runIf(process.platform === 'linux')(
  'a folder that takes no other is told at once, where Node would try for ever',
  () => {
    expect(() => makeFolder('/proc/pader/a')).toThrow(`ENOENT: no such file or directory, mkdir '/proc/pader'`)
  },
)
