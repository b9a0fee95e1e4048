import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pader } from './support.ts'

let folder: string
const tokyo = 'clusters/two-site/locations/tokyo.yaml'
const newyork = 'clusters/two-site/locations/newyork.yaml'
const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
const write = (path: string, text: string): void => writeFileSync(join(folder, path), text)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-fmt-'))
  cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('names what it wrote, and the second time has nothing to do', async () => {
  const right = read(tokyo)
  write(tokyo, right.replace('format: 1\nregion: apac\n', 'region:   apac\nformat: 1\n'))
  expect(await pader(folder, 'fmt')).toEqual({ exitCode: 0, stdout: `${tokyo}\n`, stderr: '' })
  expect(read(tokyo)).toBe(right)
  expect(await pader(folder, 'fmt')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})

test('--check writes nothing and exits with 2, --diff shows what would change', async () => {
  const ugly = read(tokyo).replace('region: apac', 'region:   apac')
  write(tokyo, ugly)
  expect(await pader(folder, 'fmt', '--check')).toEqual({ exitCode: 2, stdout: `${tokyo}\n`, stderr: '' })
  const { exitCode, stdout } = await pader(folder, 'fmt', '--diff')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('-region:   apac\n+region: apac\n')
  expect(read(tokyo)).toBe(ugly)
})

test('what cannot be read is said, and the other files are still formatted', async () => {
  const right = read(newyork)
  write(tokyo, 'nodes: [')
  write(newyork, right.replace('region: amer', 'region:    amer'))
  const ended = await pader(folder, 'fmt')
  expect(ended.exitCode).toBe(3)
  expect(ended.stderr).toContain(`${tokyo}:1:8 error YAML-SYNTAX`)
  expect(read(newyork)).toBe(right)
})

test('what would lose a value is left alone and named', async () => {
  const text = read(tokyo)
    .replace('format: 1\n', '')
    .replace('region: apac', 'region: &r apac\nformat: 1\ndescription: *r')
  write(tokyo, text)
  const ended = await pader(folder, 'fmt', '--check')
  expect(ended).toMatchObject({ exitCode: 0, stdout: '' })
  expect(ended.stderr).toContain(`left alone: ${tokyo}: `)
  expect(read(tokyo)).toBe(text)
})

test('other clusters and other line ends are left as they are', async () => {
  write(tokyo, read(tokyo).replace('region: apac', 'region:   apac').replaceAll('\n', '\r\n'))
  expect((await pader(folder, 'fmt', '--cluster', 'three-site')).stdout).toBe('')
  expect((await pader(folder, 'fmt', 'clusters/two-site')).stdout).toBe(`${tokyo}\n`)
  expect(read(tokyo).replaceAll('\r\n', '')).not.toContain('\n')
})
