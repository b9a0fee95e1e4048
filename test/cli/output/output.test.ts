import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UsageError } from '../../../src/cli/command.ts'
import { appearanceOf, type ColorChoice } from '../../../src/cli/output/appearance.ts'
import { publish } from '../../../src/cli/output/publish.ts'
import { readTargets } from '../../../src/cli/output/target.ts'
import type { Output, World } from '../../../src/cli/world.ts'

let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'pader-output-'))
})
afterEach(() => rm(cwd, { recursive: true }))

const stream = (isTerminal = false): Output & { text: string } => ({
  text: '',
  write(text) {
    this.text += text
  },
  isTerminal,
  columns: 80,
})
const world = (env: World['env'] = {}): World & { stdout: { text: string } } => ({
  stdout: stream(),
  stderr: stream(),
  env,
  cwd,
  home: '.',
  stop: new AbortController().signal,
  endInOrder: () => undefined,
  now: () => new Date(0),
})

test('several forms at once: files get theirs, standard output the usual one', async () => {
  const here = world()
  const targets = readTargets(['json=out/a=b.json', 'sarif=r.sarif'], ['text', 'json', 'sarif'])
  await publish(targets, { text: () => 'T\n', json: () => '{}\n', sarif: () => 'S' }, here)
  expect(here.stdout.text).toBe('T\n')
  expect(await readFile(join(cwd, 'out/a=b.json'), 'utf8')).toBe('{}\n')
  expect(await readFile(join(cwd, 'r.sarif'), 'utf8')).toBe('S')
  expect((await readdir(cwd, { recursive: true })).toSorted()).toEqual(['out', 'out/a=b.json', 'r.sarif'])
})

test('a form for standard output takes the place of the usual one', () => {
  expect(readTargets(['json'], ['text', 'json'])).toEqual([{ format: 'json' }])
  expect(readTargets(['json=-'], ['text', 'json'])).toEqual([{ format: 'json' }])
  expect(readTargets(undefined, ['text', 'json'])).toEqual([{ format: 'text' }])
})

test.each([
  [['yaml'], 'unknown output format "yaml": this command can write text, json'],
  [['json='], '--output json= names no file after "="'],
  [['json', 'text'], 'only one format can go to standard output, not "json" and "text"'],
  [['json=a', 'text=a'], 'two outputs would be written to "a"'],
])('%j is a usage error', (given, message) => {
  expect(() => readTargets(given, ['text', 'json'])).toThrow(UsageError)
  expect(() => readTargets(given, ['text', 'json'])).toThrow(message)
})

test('a file that cannot be written is said with its name and the cure of what is in the way, and nothing is left behind', async () => {
  await writeFile(join(cwd, 'plain'), '')
  const targets = readTargets(['json=plain/below.json'], ['text', 'json'])
  await expect(publish(targets, { text: () => '', json: () => '{}' }, world())).rejects.toMatchObject({
    message: expect.stringMatching(/^cannot write ".*below\.json": /),
    failure: { next: ['name another place, or move what is there out of the way'] },
  })
  expect(await readdir(cwd)).toEqual(['plain'])
})

test('the step summary of a GitHub job is added to, not replaced', async () => {
  const path = join(cwd, 'summary.md')
  await writeFile(path, 'earlier\n')
  const targets = readTargets([`markdown=${path}`], ['text', 'markdown'])
  await publish(targets, { text: () => '', markdown: () => 'ours\n' }, world({ GITHUB_STEP_SUMMARY: path }))
  expect(await readFile(path, 'utf8')).toBe('earlier\nours\n')
})

test.each<[string, boolean, World['env'], ColorChoice, boolean]>([
  ['a terminal', true, {}, 'auto', true],
  ['a pipe', false, {}, 'auto', false],
  ['a dumb terminal', true, { TERM: 'dumb' }, 'auto', false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, 'auto', false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, 'auto', true],
  ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, 'auto', true],
  ['FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, 'auto', false],
  ['CLICOLOR_FORCE in a pipe', false, { CLICOLOR_FORCE: '1' }, 'auto', true],
  ['NO_COLOR against FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, 'auto', false],
  ['the flag against NO_COLOR', false, { NO_COLOR: '1' }, 'always', true],
  ['the flag against FORCE_COLOR', true, { FORCE_COLOR: '1' }, 'never', false],
])('colour with %s', (_, isTerminal, env, flag, expected) => {
  expect(appearanceOf(stream(isTerminal), env, flag).color).toBe(expected)
})

test('drawing characters go away with a locale that cannot show them, or when asked to', () => {
  const unicode = (env: World['env']): boolean => appearanceOf(stream(), env).unicode
  expect(unicode({})).toBe(true)
  expect(unicode({ LANG: 'de_DE.UTF-8' })).toBe(true)
  expect(unicode({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' })).toBe(false)
  expect(unicode({ PADER_ASCII: '1' })).toBe(false)
})
