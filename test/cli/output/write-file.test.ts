import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFiles, writeFileAtomically } from '../../../src/cli/output/write-file.ts'
import type { World } from '../../../src/cli/world.ts'
import { silentWorld } from '../support.ts'

type Beginner = Pick<World, 'endInOrder'>

test('several files are replaced together: where one of them cannot be written, none is, and nothing is left lying about', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-replace-'))
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  for (const path of [first, second]) writeFileSync(path, 'old')
  const missing = join(folder, 'gone', 'third')
  const content = 'new'
  const wanted = [first, second, missing].map((path) => ({ path, content }))
  await expect(replaceFiles(wanted, silentWorld(folder))).rejects.toThrow('ENOENT')
  expect([first, second].map((path) => readFileSync(path, 'utf8'))).toEqual(['old', 'old'])
  expect(readdirSync(folder)).toEqual(['first', 'second'])
  await replaceFiles(wanted.slice(0, 2), silentWorld(folder))
  expect([first, second].map((path) => readFileSync(path, 'utf8'))).toEqual(['new', 'new'])
  rmSync(folder, { recursive: true })
})

test.each([
  ['one file', async (path: string, world: Beginner) => writeFileAtomically(path, 'new', world)],
  ['several', async (path: string, world: Beginner) => replaceFiles([{ path, content: 'new' }], world)],
])('who writes %s is not cut off from the moment on that something lies there', async (_, write) => {
  const folder = mkdtempSync(join(tmpdir(), 'pader-begun-'))
  const found: string[][] = []
  await write(join(folder, 'a'), { endInOrder: () => void found.push(readdirSync(folder)) })
  expect([found, readdirSync(folder)]).toEqual([[[]], ['a']])
  rmSync(folder, { recursive: true })
})
