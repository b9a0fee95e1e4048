import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pader } from './support.ts'

/** A working copy about which git answers nothing, as where its files belong to somebody else. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-silent-'))
  cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
  execFileSync('git', ['init', '-q'], { cwd: folder })
  writeFileSync(join(folder, '.git/config'), '[core\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WHY = 'fatal: bad config line 1 in file .git/config'

test('a compile says that no commit will be named, and compiles', async () => {
  const ended = await pader(folder, 'compile', '--dry-run', '--quiet', '--no-cache')
  expect(ended).toMatchObject({
    exitCode: 0,
    stderr: `pader: it is not known which commit this is: git status: ${WHY}\n`,
  })
  expect(ended.stdout).toContain('would write')
})

test('a comparison says in the words of git why there is none, and does not ask for another name', async () => {
  const { exitCode, stderr } = await pader(folder, 'compile', '--dry-run', '--base', 'HEAD')
  expect(exitCode).toBe(3)
  expect(stderr).toContain(`pader: cannot read "HEAD": ${WHY}: let git read this repository\n`)
  expect(stderr).not.toContain('shallow')
})

test('an explanation says that it knows nobody who wrote the lines', async () => {
  const ended = await pader(folder, 'explain', 'tokyo-1', 'priority')
  expect(ended).toMatchObject({
    exitCode: 0,
    stderr: `pader: who wrote these lines last is not known: ${WHY}\n`,
  })
  expect(ended.stdout).toContain('set by cluster')
})
