import { hash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examineFolder, staleFiles } from '../../src/repository/artifact-folder.ts'
import {
  removeArtifacts,
  stageArtifacts as stage,
  type ArtifactPlace,
  type DraftNames,
  type OutputFile,
  type StagedArtifacts,
} from '../../src/repository/stage-artifacts.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-artifacts-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const drafts: DraftNames = { beside: (path) => `${path}.tmp`, sweep: () => undefined }
const stageArtifacts = (place: ArtifactPlace, files: readonly OutputFile[]): StagedArtifacts =>
  stage(place, files, drafts)
const manifest = (text: string): OutputFile => ({ path: 'manifest.json', text })
const expected = ({ path, text }: OutputFile): { readonly path: string; readonly digest: string } => ({
  path,
  digest: hash('sha256', text),
})

/** Some time after the files of a test were written. */
const later = (): number => Date.now() + 60_000
const differing = (files: readonly OutputFile[]): readonly string[] =>
  examineFolder(folder, files.map(expected), later()).differing

async function entries(): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).toSorted()
}

async function content(): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map(({ name, parentPath }) => join(parentPath, name))
  const texts = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
  )
  return Object.fromEntries(texts) as Record<string, string>
}

test('what cannot be written completely changes nothing and leaves nothing behind', async () => {
  stageArtifacts({ folder, base: folder }, [{ path: 'a.json', text: 'old a' }, manifest('old')]).put()
  // A file where a folder is needed fails like a full disk does: after some of the files were written.
  await writeFile(join(folder, 'locations'), 'in the way')
  const before = await content()
  const files = [{ path: 'a.json', text: 'new a' }, { path: 'locations/tokyo.json', text: 'new' }, manifest('new')]
  expect(() => stageArtifacts({ folder, base: folder }, files)).toThrow()
  expect(before).toEqual({ 'a.json': 'old a', 'manifest.json': 'old', locations: 'in the way' })
  expect(await content()).toEqual(before)
})

test('what waits beside its place is seen by nobody, and goes away with the folders that were made for it', async () => {
  const below = join(folder, 'new', 'cluster')
  const staged = stageArtifacts({ folder: below, base: folder }, [
    { path: 'locations/tokyo.json', text: 'tokyo' },
    manifest('1'),
  ])
  const waiting = Object.keys(await content())
  expect(waiting).toHaveLength(2)
  expect(waiting.every((path) => path.endsWith('.tmp'))).toBe(true)
  staged.drop()
  expect(await entries()).toEqual([])
})

test('a folder that somebody else has begun to use stays', async () => {
  const staged = stageArtifacts({ folder: join(folder, 'new'), base: folder }, [manifest('1')])
  await writeFile(join(folder, 'new', 'note.txt'), 'mine')
  staged.drop()
  expect(await content()).toEqual({ 'new/note.txt': 'mine' })
})

test('the old manifest stands when a file cannot be replaced', async () => {
  stageArtifacts({ folder, base: folder }, [{ path: 'a.json', text: 'old' }, manifest('old')]).put()
  await mkdir(join(folder, 'b.json', 'full'), { recursive: true })
  const files = [{ path: 'a.json', text: 'new' }, { path: 'b.json', text: 'new' }, manifest('new')]
  expect(() => stageArtifacts({ folder, base: folder }, files).put()).toThrow()
  const after = await content()
  expect(after['manifest.json']).toBe('old')
  expect(Object.keys(after).filter((path) => path.endsWith('.tmp'))).toEqual([])
})

test('what differs is what is not there or holds something else, and what went away is removed', async () => {
  const tokyo = { path: 'locations/tokyo.json', text: 'tokyo' }
  const newyork = { path: 'locations/newyork.json', text: 'newyork' }
  const all = [newyork, tokyo, manifest('1')]
  expect(differing(all)).toEqual(all.map(({ path }) => path))
  stageArtifacts({ folder, base: folder }, all).put()
  expect(differing(all)).toEqual([])
  await writeFile(join(folder, 'locations/tokyo.json'), 'TOKYO')
  expect(differing(all)).toEqual(['locations/tokyo.json'])
  const stale = staleFiles(folder, new Set(['locations/tokyo.json']))
  expect(stale).toEqual(['locations/newyork.json'])
  removeArtifacts({ folder, base: folder }, stale)
  expect(await content()).toEqual({ 'locations/tokyo.json': 'TOKYO', 'manifest.json': '1' })
})

test('a file with the seal that it had is not read again, and one that was touched in any way is', async () => {
  const file = { path: 'a.json', text: 'one' }
  const path = join(folder, 'a.json')
  await writeFile(path, file.text)
  const { seals } = examineFolder(folder, [expected(file)], later())
  expect([...seals.keys()]).toEqual(['a.json'])
  // Claims the seal for a digest that the file does not have: only a file that is not read can pass.
  const other = { path: 'a.json', digest: hash('sha256', 'two') }
  const forged = new Map([['a.json', (seals.get('a.json') ?? '').replace(expected(file).digest, other.digest)]])
  expect(examineFolder(folder, [other], later(), forged).differing).toEqual([])

  await writeFile(path, 'six')
  await utimes(path, new Date(0), new Date(0))
  expect(examineFolder(folder, [expected(file)], later(), seals).differing).toEqual(['a.json'])
  await chmod(path, 0o600)
  expect(examineFolder(folder, [other], later(), forged).differing).toEqual(['a.json'])
})

test('what changed a moment ago has no seal: a second change could bear the same time', async () => {
  const file = { path: 'a.json', text: 'one' }
  await writeFile(join(folder, 'a.json'), file.text)
  const at = (milliseconds: number): number => examineFolder(folder, [expected(file)], milliseconds).seals.size
  expect([at(0), at(Date.now() - 60_000), at(later())]).toEqual([0, 0, 1])
})
