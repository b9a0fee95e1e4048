import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitFingerprint, OUTSIDE_GIT } from '../../src/repository/git-fingerprint.ts'
import { sealFolder } from '../../src/repository/sealed-folder.ts'
import { workingCopy } from '../../src/repository/working-copy.ts'

let folder = ''
const git = (...args: string[]): void => {
  const own = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgSign=false']
  execFileSync('git', [...own, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
}
const file = (path: string, text: string): void => writeFileSync(join(folder, path), text)
/** Long after everything that a test has written, so that what the file system says of it can be trusted. */
const later = (): number => Date.now() + 60_000
const env = (): Readonly<Record<string, string>> => ({ HOME: join(folder, 'home') })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-git-'))
  mkdirSync(join(folder, 'clusters/a'), { recursive: true })
  mkdirSync(join(folder, 'home'))
  file('clusters/a/cluster.yaml', 'format: 1\n')
  git('init', '-q', '-b', 'main')
  git('add', 'clusters')
  git('commit', '-qm', 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What git says depends on, with the files of the folder; undefined where only git can tell. */
function stateOf(below = 'clusters'): string | undefined {
  const { state } = sealFolder(join(folder, below), 'x', later())
  const fingerprint = gitFingerprint(join(folder, below), env(), later())
  return state === undefined || fingerprint === undefined ? undefined : `${state}\n${fingerprint}`
}

const events: readonly (readonly [what: string, happens: () => void])[] = [
  ['nothing', () => undefined],
  ['a file changes', () => file('clusters/a/cluster.yaml', 'format: 2\n')],
  ['it is staged', () => git('add', '.')],
  ['it is committed', () => git('commit', '-qm', 'two')],
  ['another file', () => file('clusters/a/regions.yaml', 'format: 1\n')],
  ['it is ignored', () => file('.gitignore', 'regions.yaml\n')],
  ['it is not ignored any more', () => rmSync(join(folder, '.gitignore'))],
  ['it is excluded', () => appendFileSync(join(folder, '.git/info/exclude'), 'regions.yaml\n')],
  ['it goes away', () => rmSync(join(folder, 'clusters/a/regions.yaml'))],
  ['the commit before', () => git('checkout', '-q', 'HEAD~1')],
  ['a branch', () => git('checkout', '-qb', 'other')],
  ['an empty commit', () => git('commit', '-q', '--allow-empty', '-m', 'three')],
  ['the references are packed', () => git('pack-refs', '--all')],
  ['another empty commit', () => git('commit', '-q', '--allow-empty', '-m', 'four')],
  ['a commit is taken back', () => git('reset', '-q', '--soft', 'HEAD~1')],
  ['the references are packed again', () => git('pack-refs', '--all', '--prune')],
  ['the other branch', () => git('checkout', '-q', 'main')],
  ['the same bytes', () => file('clusters/a/cluster.yaml', 'format: 2\n')],
  ['a file goes', () => rmSync(join(folder, 'clusters/a/cluster.yaml'))],
  ['it comes back', () => git('checkout', '-q', '.')],
  ['line ends are git’s', () => file('.gitattributes', '*.yaml eol=crlf\n')],
  ['bytes with such ends', () => file('clusters/a/cluster.yaml', 'format: 2\r\n')],
  ['a hidden file', () => file('clusters/.hidden', '')],
  ['it is gone', () => rmSync(join(folder, 'clusters/.hidden'))],
  ['no git', () => renameSync(join(folder, '.git'), join(folder, 'gone'))],
  ['git again', () => renameSync(join(folder, 'gone'), join(folder, '.git'))],
]

test('while what git depends on is the same, so is what git says', async () => {
  const said = new Map<string, unknown>()
  let answers = 0
  for (const [what, happens] of events) {
    happens()
    for (const state of [stateOf(), stateOf()]) {
      const copy = await workingCopy({ folder: join(folder, 'clusters'), env: process.env })
      if (state === undefined) continue
      if (said.has(state)) expect([what, copy]).toEqual([what, said.get(state)])
      said.set(state, copy)
      answers += 1
    }
  }
  // A hidden file is not looked at, so that git has to be asked.
  expect(answers).toBe(2 * (events.length - 1))
  expect(new Set([...said.values()].map((copy) => JSON.stringify(copy))).size).toBeGreaterThan(6)
})

test('a linked working copy has a commit of its own', async () => {
  git('worktree', 'add', '-q', join(folder, 'linked'), '-b', 'linked')
  const before = stateOf('linked/clusters')
  expect(before).toBeDefined()
  file('linked/clusters/a/cluster.yaml', 'format: 9\n')
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qam', 'nine'], {
    cwd: join(folder, 'linked'),
  })
  expect(stateOf('linked/clusters')).not.toBe(before)
  expect(await workingCopy({ folder: join(folder, 'linked/clusters'), env: process.env })).not.toEqual(
    await workingCopy({ folder: join(folder, 'clusters'), env: process.env }),
  )
})

test('outside of git there is nothing to ask, and where a variable leads elsewhere only git can tell', () => {
  const outside = mkdtempSync(join(tmpdir(), 'pader-outside-'))
  cpSync(join(folder, 'clusters'), join(outside, 'clusters'), { recursive: true })
  expect(gitFingerprint(join(outside, 'clusters'), env(), later())).toBe(OUTSIDE_GIT)
  expect(
    gitFingerprint(join(outside, 'clusters'), { ...env(), GIT_DIR: join(folder, '.git') }, later()),
  ).toBeUndefined()
  expect(gitFingerprint(join(outside, 'clusters'), { ...env(), GIT_ASKPASS: 'x' }, later())).toBe(OUTSIDE_GIT)
  rmSync(outside, { recursive: true, force: true })
})

test('where the reference is kept in a way that is not known, only git can tell', () => {
  file('.git/HEAD', 'ref: refs/heads/.invalid\n')
  rmSync(join(folder, '.git/packed-refs'), { force: true })
  expect(gitFingerprint(join(folder, 'clusters'), env(), later())).toBeUndefined()
})

test('what changed a moment ago says nothing', () => {
  expect(gitFingerprint(join(folder, 'clusters'), env(), Date.now() - 60_000)).toBeUndefined()
})
