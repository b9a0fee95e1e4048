import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFiles } from '../../../src/cli/output/write-file.ts'

test('several files are replaced together: where one of them cannot be written, none is, and nothing is left lying about', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-replace-'))
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  for (const path of [first, second]) writeFileSync(path, 'old')
  const missing = join(folder, 'gone', 'third')
  const content = 'new'
  const wanted = [first, second, missing].map((path) => ({ path, content }))
  await expect(replaceFiles(wanted)).rejects.toThrow('ENOENT')
  expect([first, second].map((path) => readFileSync(path, 'utf8'))).toEqual(['old', 'old'])
  expect(readdirSync(folder)).toEqual(['first', 'second'])
  await replaceFiles(wanted.slice(0, 2))
  expect([first, second].map((path) => readFileSync(path, 'utf8'))).toEqual(['new', 'new'])
  rmSync(folder, { recursive: true })
})
