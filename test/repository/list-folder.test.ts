import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOrFail } from '../../src/cli/repository/files-of.ts'
import { EXIT } from '../../src/report/exit-code.ts'
import { listFolder } from '../../src/repository/list-folder.ts'
import { readFolder } from '../../src/repository/read-folder.ts'

let top = ''
const at = (path: string): string => join(top, 'clusters', path)
const found = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    listFolder(at(''), 'x').files.map((file) => [
      file.path.slice(2),
      'full' in file ? 'a file' : [file.unreadable, file.folder],
    ]),
  )

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'pader-list-'))
  mkdirSync(at('a/locations'), { recursive: true })
  writeFileSync(at('a/cluster.yaml'), '')
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

test('a folder without files is told, and a submodule that is not checked out for what it is', () => {
  mkdirSync(join(top, '.git'))
  writeFileSync(join(top, '.gitmodules'), '[submodule "b"]\n\tpath = clusters/b\n\turl = https://git.example.com/b\n')
  mkdirSync(at('b'))
  mkdirSync(at('hidden'))
  writeFileSync(at('hidden/.gitkeep'), '')
  expect(found()).toEqual({
    'a/cluster.yaml': 'a file',
    'a/locations': ['there is no file in it', 'empty'],
    b: ['the submodule is not checked out', 'submodule'],
    hidden: ['everything in it is hidden', 'hidden'],
  })
  writeFileSync(at('b/cluster.yaml'), '')
  expect(found()).toMatchObject({ 'b/cluster.yaml': 'a file' })
})

test('a link that a folder may be behind is told as one, and what is no file is none', () => {
  for (const [name, target] of [
    ['gone', 'nowhere'],
    ['gone.md', 'nowhere.md'],
    ['linked', 'a'],
    ['out', '../above'],
    ['a/locations/osaka.yaml', '../pipe'],
  ] as const)
    symlinkSync(target, at(name))
  mkdirSync(join(top, 'above'))
  execFileSync('mkfifo', [at('a/pipe')])
  expect(found()).toEqual({
    'a/cluster.yaml': 'a file',
    'a/locations/osaka.yaml': ['it is neither a file nor a folder', undefined],
    'a/pipe': ['it is neither a file nor a folder', undefined],
    gone: ['the link leads nowhere', 'link'],
    'gone.md': ['the link leads nowhere', undefined],
    linked: ['links to folders are not followed', 'link'],
    out: ['the link leads out of the repository', 'link'],
  })
})

// To root nothing is closed.
test.skipIf(process.getuid?.() === 0)('a folder that cannot be opened is told, and the others are read', () => {
  chmodSync(at('a/locations'), 0)
  expect(found()).toEqual({ 'a/cluster.yaml': 'a file', 'a/locations': ['permission denied', 'closed'] })
})

test('too many files end the reading, and a file that is too large is told and not read', () => {
  writeFileSync(at('a/locations/large.yaml'), '')
  truncateSync(at('a/locations/large.yaml'), 64 * 1024 * 1024 + 1)
  expect(readFolder(at('a/locations'), 'x')).toEqual([{ path: 'x/large.yaml', unreadable: 'it has 64 MiB' }])
  expect(listFolder(at(''), 'x', 2).files).toHaveLength(2)
  const folder = { folder: at(''), root: 'x' }
  expect(() => readOrFail(folder, (full, name) => listFolder(full, name, 1))).toThrow(
    expect.objectContaining({ message: '"x" holds more than 1 files', exitCode: EXIT.invalid }),
  )
})

test('files that are large together are not read to the end', () => {
  for (let file = 0; file < 9; file++) writeFileSync(at(`a/${file}.bin`), '')
  const bytes = new Uint8Array(64 * 1024 * 1024)
  expect(() => readFolder(at(''), 'x', (_, path) => ({ path, bytes }))).toThrow('"x" holds more than 512 MiB of files')
})
