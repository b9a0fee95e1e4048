import { mkdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 60_000 })

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(async () => scene.close())

async function status(...args: string[]): Promise<string> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository }
  const quiet = { ...world, stderr: { ...world.stderr, write: () => undefined } }
  await run(['status', '--host-config', scene.hostFile, ...args], quiet)
  return lines.join('')
}

test('a login that an earlier run never got an answer to is in the status as data and as text', async () => {
  expect(JSON.parse(await status('--output', 'json'))).toMatchObject({ clusters: [{ unansweredLogins: [] }] })
  // What a process leaves behind that is killed while it logs on; no process has such a number.
  const folder = join(`${scene.hostFile}.d/state/sessions/two-site/tokyo-2`)
  await mkdir(folder, { recursive: true })
  const mark = { id: '', host: hostname(), pid: 2 ** 30, process: 'an earlier one' }
  await writeFile(join(folder, 'pader-writer.login'), JSON.stringify(mark))
  const told = [{ node: 'tokyo-2', user: 'pader-writer', at: expect.stringMatching(/^\d{4}-.*Z$/) }]
  expect(JSON.parse(await status('--output', 'json'))).toMatchObject({ clusters: [{ unansweredLogins: told }] })
  expect((await status()).replaceAll(/\s+/g, ' ')).toContain('login of "pader-writer" at tokyo-2, sent')
})
