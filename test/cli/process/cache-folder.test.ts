import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cacheFolderOf } from '../../../src/cli/process/cache-folder.ts'

let home = ''
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'pader-cache-')))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('what is kept lies in a folder of the user’s own, below one of temporary files as well', () => {
  expect(cacheFolderOf({ HOME: home })).toBe(join(home, '.cache/pader'))
  expect(cacheFolderOf({ HOME: home, XDG_CACHE_HOME: join(home, 'caches') })).toBe(join(home, 'caches/pader'))
  mkdirSync(join(home, '.cache/pader'), { recursive: true })
  expect(cacheFolderOf({ HOME: home })).toBe(join(home, '.cache/pader'))
  expect(cacheFolderOf({})).toBeUndefined()
})

test('nothing is kept where others may write, on the way there or at the place that a link leads to', () => {
  const cache = join(home, '.cache')
  mkdirSync(cache)
  chmodSync(cache, 0o777)
  expect(cacheFolderOf({ HOME: home })).toBeUndefined()
  chmodSync(cache, 0o755)
  mkdirSync(join(home, 'open/inner'), { recursive: true })
  chmodSync(join(home, 'open'), 0o777)
  symlinkSync(join(home, 'open/inner'), join(cache, 'pader'))
  expect(cacheFolderOf({ HOME: home })).toBeUndefined()
})

const isRoot = process.getuid?.() === 0
const notRoot = isRoot ? '' : ' (skipped: only root may give a folder to a group that it is not in)'

test.skipIf(!isRoot)(`nothing is kept where a group may write that others may be in${notRoot}`, () => {
  const cache = join(home, '.cache')
  mkdirSync(cache)
  chmodSync(cache, 0o775)
  // Where each user has a group of the same number, nobody else is in it.
  expect(cacheFolderOf({ HOME: home })).toBe(join(cache, 'pader'))
  chownSync(cache, 0, 4242)
  expect(cacheFolderOf({ HOME: home })).toBeUndefined()
  chmodSync(cache, 0o755)
  expect(cacheFolderOf({ HOME: home })).toBe(join(cache, 'pader'))
})

test.skipIf(process.getuid === undefined)(
  'nothing is kept in what belongs to another user, as with the home of whoever called sudo',
  () => {
    const me = process.getuid?.() ?? 0
    mkdirSync(join(home, '.cache'))
    // What belongs to root is the system's: whoever is root looks at a folder of somebody else, and others are somebody else.
    if (me === 0) chownSync(join(home, '.cache'), 4242, 4242)
    expect(cacheFolderOf({ HOME: home }, me === 0 ? 0 : me + 1)).toBeUndefined()
    if (me === 0) chownSync(join(home, '.cache'), 0, 0)
    expect(cacheFolderOf({ HOME: home }, me)).toBe(join(home, '.cache/pader'))
  },
)
