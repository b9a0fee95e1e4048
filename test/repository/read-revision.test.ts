import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBlobs } from '../../src/repository/read-blobs.ts'
import { readRevision } from '../../src/repository/read-revision.ts'
import { filesOfTree, treeEntries } from '../../src/repository/tree-files.ts'
import { gitForBytesIn } from '../../src/repository/run-git.ts'

let folder: string
let log: string
let env: Readonly<Record<string, string>>
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: join(folder, 'copy'),
    encoding: 'utf8',
  })

/** Files that a reader of a stream could get wrong: empty, without a last line end, like an answer of git, no text at all. */
const oddFiles: Readonly<Record<string, Uint8Array>> = {
  'empty.yaml': new Uint8Array(),
  'open.yaml': Buffer.from('no line end'),
  'answer.yaml': Buffer.from('0123456789abcdef0123456789abcdef01234567 blob 3\nabc\n'),
  'bytes.yaml': Uint8Array.from({ length: 256 }, (_, byte) => byte),
  'a name with spaces and ünlaute.yaml': Buffer.from('x: 1\n'),
}

/** Links by where they lead. */
const LINKS: Readonly<Record<string, string>> = {
  'link.yaml': 'open.yaml',
  'second.yaml': './link.yaml',
  'gone.yaml': 'nowhere.yaml',
  'out.yaml': '../above.yaml',
  'hidden.yaml': '.hidden/file.yaml',
  'circle.yaml': 'circle.yaml',
  linked: 'inner/',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-revision-'))
  const clusters = join(folder, 'copy/clusters')
  mkdirSync(join(clusters, '.hidden'), { recursive: true })
  mkdirSync(join(clusters, 'inner'))
  writeFileSync(join(clusters, 'inner/file.yaml'), 'x: 1\n')
  git('init', '-q', '-b', 'main')
  for (const [name, bytes] of Object.entries(oddFiles)) writeFileSync(join(clusters, name), bytes)
  for (let file = 0; file < 40; file++) writeFileSync(join(clusters, `file-${file}.yaml`), `file: ${file}\n`)
  writeFileSync(join(clusters, '.hidden/file.yaml'), 'nothing to read\n')
  for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, join(clusters, name))
  writeFileSync(join(folder, 'copy/above.yaml'), 'not below the folder\n')
  git('add', '-A')
  git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},clusters/sub`)
  git('commit', '-qm', 'files')
  // A git that notes how it is called, in front of the real one.
  log = join(folder, 'calls')
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/git'), `#!/bin/sh\necho "$@" >> "${log}"\nexec "${real}" "$@"\n`)
  chmodSync(join(folder, 'bin/git'), 0o755)
  env = { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every file of a revision is read byte for byte, by one git process for all of them', async () => {
  const read = await readRevision({ folder: join(folder, 'copy/clusters'), name: 'clusters', env }, 'HEAD')
  const found = new Map(read.files.map((file) => [file.path, 'bytes' in file ? Buffer.from(file.bytes) : undefined]))
  for (const [name, bytes] of Object.entries(oddFiles)) {
    expect(found.get(`clusters/${name}`)?.equals(bytes), name).toBe(true)
  }
  expect(found.get('clusters/file-39.yaml')?.toString()).toBe('file: 39\n')
  expect(found.size).toBe(Object.keys(oddFiles).length + 42 + Object.keys(LINKS).length)
  const calls = readFileSync(log, 'utf8').trim().split('\n')
  expect(calls.filter((call) => call.startsWith('cat-file'))).toEqual(['cat-file --batch'])
})

test('a link is the file that it leads to, as in a working copy, and what a commit does not hold is no file that is missing', async () => {
  const { files } = await readRevision({ folder: join(folder, 'copy/clusters'), name: 'clusters', env }, 'HEAD')
  const found = (name: string) => files.find(({ path }) => path === `clusters/${name}`)
  for (const name of ['link.yaml', 'second.yaml'])
    expect(found(name)).toEqual({ path: `clusters/${name}`, bytes: oddFiles['open.yaml'] })
  for (const name of ['gone.yaml', 'out.yaml', 'hidden.yaml', 'circle.yaml'])
    expect(found(name)).toEqual({ path: `clusters/${name}`, unreadable: 'the link leads to no file here' })
  expect(found('linked')).toMatchObject({ unreadable: 'links to folders are not followed', folder: 'link' })
  expect(found('sub')).toMatchObject({ folder: 'submodule' })
})

/** What git makes of an input: an object, and its id. */
function object(input: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: join(folder, 'copy'), input, encoding: 'utf8' }).trim()
}

/** A commit that has a tree for its folder "clusters". */
function committedTree(tree: string): string {
  const top = object(`040000 tree ${tree}\tclusters\n`, 'mktree')
  return object('', '-c', 'user.name=x', '-c', 'user.email=x@x', 'commit-tree', top, '-m', 'x')
}

test('a tree that is there again and again and holds nothing is not listed for ever', async () => {
  let tree = object('', 'mktree')
  for (let level = 0; level < 12; level++)
    tree = object(Array.from({ length: 10 }, (_, one) => `040000 tree ${tree}\t${one}\n`).join(''), 'mktree')
  const asked = { folder: join(folder, 'copy/clusters'), name: 'clusters', env }
  await expect(readRevision(asked, committedTree(tree))).rejects.toThrow('more than a listing of 16 MiB has room for')
})

test('a commit is bounded as a working copy is: in its files, in the size of each, and in what all have together', async () => {
  const blob = object('', 'hash-object', '-w', '--stdin')
  const files = Array.from({ length: 20_001 }, (_, file) => `100644 blob ${blob}\t${file}.yaml\n`)
  const asked = { folder: join(folder, 'copy/clusters'), name: 'clusters', env }
  await expect(readRevision(asked, committedTree(object(files.join(''), 'mktree', '--missing')))).rejects.toThrow(
    '"clusters" holds more than 20000 files',
  )

  const large = object('x'.repeat(1024 * 1024), 'hash-object', '-w', '--stdin')
  const copies = Array.from({ length: 513 }, (_, file) => `100644 blob ${large}\t${file}.yaml\n`)
  await expect(readRevision(asked, committedTree(object(copies.join(''), 'mktree')))).rejects.toThrow(
    '"clusters" holds more than 512 MiB of files',
  )

  const listed = treeEntries(`100644 blob ${blob} ${64 * 1024 * 1024 + 1}\tclusters/a.yaml\0`, 'clusters/')
  expect(filesOfTree(listed, () => undefined)).toEqual([{ path: 'a.yaml', unreadable: 'it has 64 MiB' }])
})

test('an object that is not there is an error and no empty file', async () => {
  const git = gitForBytesIn({ folder: join(folder, 'copy'), env })
  const there = execFileSync('git', ['rev-parse', 'HEAD:clusters/open.yaml'], { cwd: join(folder, 'copy') })
  const ids = [there.toString().trim(), '0'.repeat(40)]
  await expect(readBlobs(git, ids)).rejects.toThrow(`git has no blob ${'0'.repeat(40)}`)
})
