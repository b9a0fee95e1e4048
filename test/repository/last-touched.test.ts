import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastTouched } from '../../src/repository/last-touched.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-touched-'))
  git(['init', '--quiet'])
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(args: readonly string[], input = ''): string {
  return execFileSync('git', args, { cwd: folder, input, encoding: 'utf8' }).trim()
}

/** Commits a line as somebody who writes the object by hand: git itself would set the clock right. */
function commit(text: string, authorTime: string): void {
  writeFileSync(join(folder, 'a.yaml'), text)
  git(['add', '.'])
  const by = `Ann <ann@example.com> ${authorTime}`
  const object = `tree ${git(['write-tree'])}\nauthor ${by}\ncommitter ${by}\n\nwhy\n`
  git(['reset', '--quiet', '--soft', git(['hash-object', '-w', '-t', 'commit', '--stdin', '--literally'], object)])
}

test.each([
  ['1767571200 +0000', '2026-01-05'],
  ['1767571200 -0500', '2026-01-04'],
  ['99999999999999 +0000', 'undated'],
])('who touched a line at %s did so on %s', async (time, date) => {
  commit('a: 1\n', time)
  const touched = await lastTouched({ folder, env: process.env }, [{ path: 'a.yaml', line: 1 }])
  expect(touched.get('a.yaml:1')).toMatchObject({ kind: 'commit', author: 'Ann', summary: 'why', date })
})
