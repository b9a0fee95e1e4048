import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultOfFleet, soundFleet } from './broken-fleets.ts'

const sound = soundFleet()
const folder = mkdtempSync(join(tmpdir(), 'pader-straightforward-'))
const output = join(folder, 'out')

beforeAll(async () => {
  const bundle = await rolldown({ input: 'bench/straightforward.ts', platform: 'node' })
  await bundle.write({ file: join(folder, 'straightforward.mjs'), format: 'esm' })
  await bundle.close()
  for (const [path, text] of sound) write(path, text)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the straightforward pipeline makes an artifact of every node, writes those that differ, and none where something is wrong', () => {
  expect(run()).toMatchObject({ status: 0, stderr: '' })
  const made = artifacts()
  expect(made).toHaveLength(90)

  for (const file of made) utimesSync(file, 1, 1)
  const { file, wrong, said } = faultOfFleet
  const text = sound.get(file) ?? ''
  write(file, wrong(text))
  const { status, stderr } = run()
  expect(stderr).toMatch(said)
  expect(status).not.toBe(0)
  expect(written()).toEqual([])

  write(file, text.replace('10.0.0.3,', '10.0.0.99,'))
  expect(run()).toMatchObject({ status: 0 })
  expect(written().map((one) => readFileSync(one, 'utf8').includes('10.0.0.99'))).toEqual([true])
}, 60_000)

function write(path: string, text: string): void {
  const file = join(folder, 'clusters', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function run(): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [
    join(folder, 'straightforward.mjs'),
    join(folder, 'clusters'),
    output,
    resolve('schema'),
  ])
  return { status, stderr: String(stderr) }
}

function artifacts(): readonly string[] {
  return readdirSync(output, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.conf'))
    .map((name) => join(output, name))
}

function written(): readonly string[] {
  return artifacts().filter((file) => statSync(file).mtimeMs > 1000)
}
