import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pader } from '../support.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-doctor-'))
})
afterEach(async () => rm(folder, { recursive: true }))

const skewed =
  "[2026-09-01 08:00:00.000 +00:00] [Coordinator] [NodeRequestFailed] Message '<co_distribute_init_subscription>' on node 564DAD79-A7BB-BCC2-55C0-58383C9557C7 (newyork-2) failed with error '(405 - 'time difference too high')'."

describe('pader doctor', () => {
  test('turns many lines into a cause with its commands, and shows what it did not understand', async () => {
    const file = join(folder, 'coordinator.log')
    await writeFile(file, `${`${skewed}\n`.repeat(300)}what is this\n`)
    const { exitCode, stdout } = await pader(folder, 'doctor', '--log', file, '--product', '7.2')
    expect(exitCode).toBe(2)
    expect(stdout).toContain('error CM-TIME-005 the clock of "newyork-2"')
    expect(stdout).toContain('$ ntpd -s')
    expect(stdout).toContain('301 lines read, 1 finding, 1 line not understood')
    expect(stdout).toContain('what is this')
  })

  test('takes names, locations and version from the YAML', async () => {
    const file = join(folder, 'coordinator.log')
    const yaml = await readFile('clusters/two-site/locations/newyork.yaml', 'utf8')
    const uuid = /[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/i.exec(yaml)![0]
    await writeFile(file, skewed.replace(/564D[0-9A-F-]+/, uuid).replace('newyork-2', 'another-name'))
    const { exitCode, stdout } = await pader(process.cwd(), 'doctor', '--log', file, 'clusters/two-site')
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('$ service ntpdate start')])
    expect(stdout).toMatch(/the clock of "newyork-\d" \(newyork\)/)
  })

  test.each([
    [[], 64, 'give logs with --log'],
    [['--log', 'nowhere.log'], 3, 'cannot read the log "nowhere.log"'],
  ])('%j ends with %i', async (args, code, words) => {
    const { exitCode, stderr } = await pader(folder, 'doctor', ...args)
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(words)])
  })
})
