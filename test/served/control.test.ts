import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await setScene()
})
afterAll(async () => scene.close())

async function control(...words: readonly string[]): Promise<{ exitCode: number; said: string }> {
  const lines: string[] = []
  const world = worldOf(lines, new AbortController().signal)
  const exitCode = await run(['control', ...words, '--host-config', scene.hostFile], world)
  return { exitCode, said: lines.join('') }
}

const lineOf = (said: string, node: string): string => said.split('\n').find((line) => line.startsWith(node)) ?? ''
const seen = (title: string) => scene.emulated.picture().nodes.find((node) => node.title === title)!

test('what is said of a node by its name is done to it, and shown', async () => {
  expect((await control('cut', 'tokyo-1', 'newyork-1')).said).toContain('cut: tokyo-1 and newyork-1')
  expect((await control('heal')).said).not.toContain('cut:')
  expect(lineOf((await control('skew', 'tokyo-2', '90')).said, 'tokyo-2')).toContain('clock 90 s ahead')
  expect(lineOf((await control('down', 'newyork-2')).said, 'newyork-2')).toContain('down')
  expect(lineOf((await control('up', 'newyork-2')).said, 'newyork-2')).toContain('up')
  expect(lineOf((await control('upgrade', 'tokyo-2', '12.2.16', '51500')).said, 'tokyo-2')).toContain('12.2.16-51500')
  expect(lineOf((await control('login', 'tokyo-1', 'admin')).said, 'tokyo-1')).toContain('admin is logged on (ui)')
  expect(lineOf((await control('logout', 'tokyo-1', 'admin')).said, 'tokyo-1')).not.toContain('admin')
  expect((await control('show')).exitCode).toBe(0)
})

test('a change by hand is made as the UI makes it: in the form that the setting has, and only if the value can be one', async () => {
  const storage = seen('tokyo-1').storage
  expect((await control('change', 'tokyo-1', 'groups.network', 'tokyo,', 'transit,', 'extra')).exitCode).toBe(0)
  expect(seen('tokyo-1').storage).toBeGreaterThan(storage)
  expect(seen('tokyo-1').networkGroups).toEqual(['tokyo', 'transit', 'extra'])
  const refused = await control('change', 'tokyo-1', 'priority', 'high')
  expect([refused.exitCode, refused.said]).toEqual([
    3,
    expect.stringContaining('expected a whole number, found "high"'),
  ])
})

test.each([
  [['fly'], 64, 'not "fly"'],
  [['cut', 'tokyo-1'], 64, 'write: pader control cut NODE NODE'],
  [['cut', 'tokyo-1', 'osaka-1'], 3, 'there is no node "osaka-1"'],
  [['skew', 'tokyo-1', 'much'], 64, 'write: pader control skew NODE SECONDS'],
  [['fault', 'earthquake'], 64, 'write: pader control fault'],
  [['change', 'tokyo-1', 'prio', '1'], 64, '"prio" is not a setting'],
])('%j ends with %i', async (words, code, text) => {
  const { exitCode, said } = await control(...words)
  expect([exitCode, said]).toEqual([code, expect.stringContaining(text)])
})

test('a fault strikes the next such request', async () => {
  expect((await control('fault', 'html', 'error', 'POST', 'login')).exitCode).toBe(0)
  const lines: string[] = []
  const args = ['import', 'two-site', '--host-config', scene.hostFile, '--into', join(scene.folder, 'out')]
  expect(await run(args, worldOf(lines, new AbortController().signal))).not.toBe(0)
  expect(lines.join('')).toContain('HTML')
})

test('nothing is controlled that is no emulator', async () => {
  const host = join(scene.folder, 'real.yaml')
  await writeFile(
    host,
    `format: 1
stateDirectory: /tmp/state
clusters:
  real:
    trust: { authority: /tmp/ca.pem }
    reader: { user: r, password: env:R }
    nodes: { gw-1: { address: 192.0.2.1 } }
`,
  )
  const lines: string[] = []
  const exitCode = await run(['control', 'show', '--host-config', host], worldOf(lines, new AbortController().signal))
  expect([exitCode, lines.join('')]).toEqual([3, expect.stringContaining('names no emulated cluster')])
})
