import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'pader-code-'))
const app = join(folder, 'app')
const kept = join(folder, 'kept')

beforeAll(async () => {
  const bundle = await rolldown({ input: 'src/cli/process/code-cache.ts', platform: 'node' })
  await bundle.write({ file: join(folder, 'kept-code.cjs'), format: 'cjs' })
  await bundle.close()
  writeFileSync(
    join(folder, 'main.cjs'),
    `require('./kept-code.cjs').cacheCode({ folder: ${JSON.stringify(kept)}, home: ${JSON.stringify(app)}, runs: process.argv.slice(2) })
process.stdout.write(require('./app/a.js').says())`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  rmSync(kept, { recursive: true, force: true })
  rmSync(app, { recursive: true, force: true })
  mkdirSync(app)
  file(
    'a.js',
    `const b = require('./b.js')\nexports.says = () => 'one ' + b.says() + ' ' + require('node:path').basename(__filename)\n`,
  )
  file('b.js', `exports.says = () => 'two'\n`)
})

const file = (name: string, text: string): void => writeFileSync(join(app, name), text)
const run = (...runs: readonly string[]): string =>
  execFileSync(process.execPath, [join(folder, 'main.cjs'), ...runs], { encoding: 'utf8' })
const times = (): readonly number[] => readdirSync(kept).map((name) => statSync(join(kept, name)).ctimeMs)

test('a run with kept code says what one without says, and after the first few keeps nothing anew', () => {
  let before: readonly number[] = []
  for (let turn = 0; turn < 4; turn += 1) {
    expect(run('build')).toBe('one two a.js')
    expect(times()).not.toEqual(before)
    before = times()
  }
  expect(before).toHaveLength(2)
  expect(run('build')).toBe('one two a.js')
  expect(times()).toEqual(before)
})

test('what is kept is used from the third run on, and for the same build only', () => {
  for (let turn = 0; turn < 2; turn += 1) run('build')
  // V8 tells sources apart by their length: that another build has a name of its own is what keeps them apart.
  file('b.js', `exports.says = () => 'six'\n`)
  expect(run('build')).toBe('one two a.js')
  expect(run('another build')).toBe('one six a.js')
  file('b.js', `exports.says = () => 'three'\n`)
  expect(run('build')).toBe('one three a.js')
})

test('damage is as if nothing were there, and is repaired', () => {
  for (let turn = 0; turn < 2; turn += 1) run('build')
  file('b.js', `exports.says = () => 'six'\n`)
  for (const name of readdirSync(kept)) {
    const path = join(kept, name)
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(path, bytes)
  }
  for (let turn = 0; turn < 2; turn += 1) expect(run('build')).toBe('one six a.js')
  file('b.js', `exports.says = () => 'two'\n`)
  expect(run('build')).toBe('one six a.js')
})

test('the first run keeps no code, which would be in vain where there is no second', () => {
  run('build')
  expect(readdirSync(kept).map((name) => statSync(join(kept, name)).size)).toEqual([65, 65])
})

test('a file that comes later is kept with the others, and where nothing can be kept nothing is said', () => {
  run('build')
  file('c.js', `exports.says = () => 'three'\n`)
  file('b.js', `exports.says = () => require('./c.js').says()\n`)
  expect(run('build')).toBe('one three a.js')
  // The old code of b.js has another length, and is a file of its own.
  expect(readdirSync(kept)).toHaveLength(4)
  rmSync(kept, { recursive: true })
  writeFileSync(kept, 'in the way')
  expect(run('build')).toBe('one three a.js')
})
