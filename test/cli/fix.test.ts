import { execFileSync } from 'node:child_process'
import { cpSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pader, paderWithoutRoom } from './support.ts'

let folder: string
const tokyo = 'clusters/two-site/locations/tokyo.yaml'
const read = (path = tokyo): string => readFileSync(join(folder, path), 'utf8')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pader-fix-'))
  cpSync('clusters/two-site', join(folder, 'clusters/two-site'), { recursive: true })
  writeFileSync(join(folder, tokyo), read().replace('    transit: true', '    transti: true # joins the sites'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('repairs the YAML, says what it did, and compiles what came of it', async () => {
  const right = readFileSync(tokyo, 'utf8').replace('    transit: true', '    transit: true # joins the sites')
  const ended = await pader(folder, 'compile', '--fix', '--quiet')
  expect(ended.exitCode).toBe(0)
  expect(ended.stderr).toBe(`fixed SCHEMA-UNKNOWN-KEY in ${tokyo}: write "transit" instead of "transti"\n`)
  expect(ended.stdout).toContain('wrote locations/newyork.json, locations/tokyo.json')
  expect(read()).toBe(right)
  expect((await pader(folder, 'compile', '--fix')).stderr).toBe('nothing here can be fixed automatically\n')
})

test('with --dry-run prints a diff that git takes, and writes nothing', async () => {
  const before = read()
  const ended = await pader(folder, 'compile', '--fix', '--dry-run')
  expect(ended.exitCode).toBe(0)
  expect(ended.stdout).toContain('-    transti: true # joins the sites\n+    transit: true # joins the sites\n')
  expect(ended.stderr).toBe(`would fix SCHEMA-UNKNOWN-KEY in ${tokyo}: write "transit" instead of "transti"\n`)
  expect(read()).toBe(before)
  execFileSync('git', ['apply', '-'], { cwd: folder, input: ended.stdout })
  expect((await pader(folder, 'compile', '--fix')).stderr).toContain('nothing here can be fixed')
})

test('what cannot be written is not said to be fixed', async () => {
  const before = read()
  const { exitCode, stderr } = await paderWithoutRoom(folder, 'compile', '--fix')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('nothing was changed: the disk is full')
  expect(stderr).not.toContain('fixed')
  expect(read()).toBe(before)
})

test('says why an offer was not taken, and exits as compiling would', async () => {
  writeFileSync(
    join(folder, tokyo),
    read()
      .replace('transti: true', 'transit: true')
      .replace(/    uuid: 564D0FA3.*/, '    uuid: nonsense\n    groups: { network: [tokyo, Transit] }'),
  )
  const ended = await pader(folder, 'compile', '--fix', '--dry-run')
  expect(ended).toMatchObject({ exitCode: 3, stdout: '' })
  expect(ended.stderr).toMatch(
    /^not fixed CM-NET-014 in .*: write "transit" instead of "Transit"\n  it would bring CM-IP-012: /,
  )
})

test('a broken text says that it has a fix', async () => {
  const { stdout } = await pader(folder, 'compile', '--quiet')
  expect(stdout).toContain('1 of them has a fix: pader compile --fix --dry-run shows it as a diff\n')
  const { stdout: json } = await pader(folder, 'compile', '--output', 'json')
  const { diagnostics } = JSON.parse(json) as { diagnostics: { code: string; fix?: { title: string } }[] }
  expect(diagnostics.find(({ code }) => code === 'SCHEMA-UNKNOWN-KEY')?.fix).toEqual({
    title: 'write "transit" instead of "transti"',
  })
})

test('a link stays a link', async () => {
  const shared = join(folder, 'clusters/two-site/shared.txt')
  renameSync(join(folder, tokyo), shared)
  symlinkSync('../shared.txt', join(folder, tokyo))
  expect((await pader(folder, 'compile', '--fix', '--quiet')).exitCode).toBe(0)
  expect(lstatSync(join(folder, tokyo)).isSymbolicLink()).toBe(true)
  expect(readFileSync(shared, 'utf8')).toContain('transit: true # joins')
})
