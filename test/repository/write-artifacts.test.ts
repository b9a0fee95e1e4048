import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeArtifacts } from '../../src/repository/write-artifacts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-artifacts-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const manifest = (text: string): { readonly path: string; readonly text: string } => ({ path: 'manifest.json', text })

async function content(): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name))
  const texts = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
  )
  return Object.fromEntries(texts) as Record<string, string>
}

test('what cannot be written completely changes nothing and leaves nothing behind', async () => {
  writeArtifacts(folder, { files: [{ path: 'a.json', text: 'old a' }], manifest: manifest('old') })
  // A file where a folder is needed fails like a full disk does: after some of the files were written.
  await writeFile(join(folder, 'locations'), 'in the way')
  const before = await content()
  const files = [
    { path: 'a.json', text: 'new a' },
    { path: 'locations/tokyo.json', text: 'new' },
  ]
  expect(() => writeArtifacts(folder, { files, manifest: manifest('new') })).toThrow()
  expect(before).toEqual({ 'a.json': 'old a', 'manifest.json': 'old', locations: 'in the way' })
  expect(await content()).toEqual(before)
})

test('the old manifest stands when a file cannot be replaced', async () => {
  writeArtifacts(folder, { files: [{ path: 'a.json', text: 'old' }], manifest: manifest('old') })
  await mkdir(join(folder, 'b.json', 'full'), { recursive: true })
  const files = [
    { path: 'a.json', text: 'new' },
    { path: 'b.json', text: 'new' },
  ]
  expect(() => writeArtifacts(folder, { files, manifest: manifest('new') })).toThrow()
  const after = await content()
  expect(after['manifest.json']).toBe('old')
  expect(Object.keys(after).filter((path) => path.endsWith('.tmp'))).toEqual([])
})

test('the same artifacts are not written again, and what went away is removed', async () => {
  const tokyo = { path: 'locations/tokyo.json', text: 'tokyo' }
  const newyork = { path: 'locations/newyork.json', text: 'newyork' }
  const first = writeArtifacts(folder, { files: [newyork, tokyo], manifest: manifest('1') })
  expect(first.written).toEqual(['locations/newyork.json', 'locations/tokyo.json', 'manifest.json'])
  expect(writeArtifacts(folder, { files: [tokyo], manifest: manifest('1') })).toEqual({
    written: [],
    unchanged: 2,
    removed: ['locations/newyork.json'],
  })
  expect(await content()).toEqual({ 'locations/tokyo.json': 'tokyo', 'manifest.json': '1' })
})
