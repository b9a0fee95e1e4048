import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { supervisorOf } from '../../../src/cli/process/supervisor.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pader-notify-'))
})
afterEach(async () => rm(folder, { recursive: true }))

/** Stands in for the program of systemd: writes down what it is told. */
async function listening(exitCode = 0): Promise<Record<string, string>> {
  const program = join(folder, 'systemd-notify')
  await writeFile(program, `#!/bin/sh\necho "$@" >> "${join(folder, 'heard')}"\nexit ${exitCode}\n`)
  await chmod(program, 0o755)
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}`, NOTIFY_SOCKET: '/run/somewhere', WATCHDOG_USEC: '180000000' }
}
const heard = async (): Promise<string[]> =>
  (await readFile(join(folder, 'heard'), 'utf8').catch(() => '')).trim().split('\n')

const talk = () => {
  const said: string[] = []
  return { said, stderr: { write: (text: string) => void said.push(text), isTerminal: false, columns: 80 } }
}

test('the service manager hears of the start, a reload, the end and signs of life', async () => {
  const { said, stderr } = talk()
  const supervisor = supervisorOf({ env: await listening(), stderr })
  expect(supervisor.period).toBe(180_000)
  await supervisor.ready('watching two-site')
  await supervisor.alive()
  await supervisor.alive()
  await supervisor.reloading()
  await supervisor.stopping()
  expect(await heard()).toEqual([
    '--ready --status=watching two-site',
    'WATCHDOG=1',
    expect.stringMatching(/^RELOADING=1 MONOTONIC_USEC=\d+$/),
    'STOPPING=1',
  ])
  expect(said).toEqual([])
})

test('a message that cannot be sent is said once, and ends nothing', async () => {
  const { said, stderr } = talk()
  const supervisor = supervisorOf({ env: await listening(1), stderr })
  await supervisor.ready('watching')
  await supervisor.stopping()
  expect(said).toHaveLength(1)
  expect(said[0]).toContain('cannot tell systemd')
})

test('without a service manager nothing is told', async () => {
  const { NOTIFY_SOCKET: _, ...env } = await listening()
  const supervisor = supervisorOf({ env, stderr: talk().stderr })
  expect(supervisor.period).toBeUndefined()
  await supervisor.ready('watching')
  await supervisor.alive()
  expect(await heard()).toEqual([''])
})
