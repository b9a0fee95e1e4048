import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const program = new URL('../../dist/cli/bin.js', import.meta.url).pathname

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(async () => scene.close())

/** A process of its own, as an operator starts it. */
function started(...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args, '--host-config', scene.hostFile], {
    cwd: scene.repository,
    stdio: 'ignore',
    env: { ...process.env, NO_COLOR: '1' },
  })
}

async function pader(...args: string[]): Promise<{ readonly exitCode: number; readonly said: string }> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository }
  const exitCode = await run([...args, '--host-config', scene.hostFile], world)
  return { exitCode, said: lines.join('').replaceAll(/\s+/g, ' ') }
}

/** The lease of the dead process lives on for two minutes, unless somebody who knows that it is dead says so. */
async function breakLease(): Promise<void> {
  const locked = await pader('apply', '--yes', '--quiet')
  expect([locked.exitCode, locked.said]).toEqual([5, expect.stringContaining('pader lock break')])
  expect((await pader('lock', 'break', '--cluster', 'two-site', '--why', 'it was killed')).exitCode).toBe(0)
}

/** Of a session whose login was not answered yet nobody knows the id: it lives on until the appliance ends it for being idle. */
const expireSessions = (): unknown => scene.emulated.control({ kind: 'expire sessions' }, Date.now())

/** Wants other groups at a node, which takes an expand and a contract, and another priority. */
async function wantMuch(): Promise<void> {
  const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('address: 10.81.0.12\n', 'address: 10.81.0.12\n    priority: 20\n'))
}

const groups = (): readonly (readonly string[])[] =>
  scene.emulated.picture().nodes.map(({ networkGroups }) => networkGroups)

test.each([
  ['while it writes', /^PUT /],
  ['while it commits', /\/commit$/],
  ['before it has looked', /\/login$/],
])('a process killed %s leaves nothing half done, and the next one goes on', async (when, request) => {
  if (!existsSync(program)) throw new Error(`"${program}" is missing: run "npm run build" first`)
  await wantMuch()
  const before = groups()
  const apply = started('apply', '--yes', '--quiet')
  const exit = once(apply, 'exit')
  while (!scene.requests.some((line) => request.test(line)) && apply.exitCode === null) await sleep(1)
  apply.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
  expect(groups()).toEqual(before)

  await breakLease()
  // What this machine is known to have left open is ended by the next run.
  if (when === 'before it has looked') expireSessions()
  const next = await pader('apply', '--yes')
  expect([next.exitCode, next.said]).toEqual([0, expect.stringMatching(/in sync|nothing to do/)])
  expect((await pader('plan')).exitCode).toBe(0)
  const verified = await pader('journal', 'verify', '--cluster', 'two-site')
  expect([verified.exitCode, verified.said]).toEqual([0, expect.stringContaining('unbroken')])
})

test('who is asked to stop in the middle of a phase says what it finishes, and what asking again does', async () => {
  await wantMuch()
  const lines: string[] = []
  const stop = new AbortController()
  const world = { ...worldOf(lines, stop.signal), cwd: scene.repository }
  const ended = run(['apply', '--yes', '--quiet', '--host-config', scene.hostFile], world)
  while (!lines.some((line) => line.includes('committing'))) await sleep(1)
  stop.abort('SIGINT')
  expect(lines.at(-1)).toBe(
    'pader: asked to stop: "change priority of tokyo-2" is still committed, and the nodes are asked who holds it, and nothing is begun after it; a second signal (Ctrl-C) ends it at once, and the next run finds out what is in effect\n',
  )
  expect(await ended).toBe(0)
})

test('an account that is in use elsewhere is said so, with what is safe to do', async () => {
  await wantMuch()
  const entry = scene.emulated.picture().nodes.find(({ title }) => title === 'tokyo-1')
  const { name, password } = scene.writer
  const body = new TextEncoder().encode(`userName=${name}&pass=${password}`)
  const headers = { host: 'tokyo-1', 'content-type': 'application/x-www-form-urlencoded' }
  const login = { method: 'POST', target: '/Konfigurator/REST/login', headers, body, scheme: 'https' } as const
  expect(scene.emulated.request(entry!.uuid, login, Date.now())).toMatchObject({ status: 200 })
  const refused = await pader('apply', '--yes', '--quiet')
  expect([refused.exitCode, refused.said]).toEqual([5, expect.stringContaining('has a session already')])
  expect(refused.said).toMatch(
    /nodes: unchanged.* to do: run it again when no other command is at work, or else when the appliance has ended/,
  )
})

test('a rollback killed between its phases goes on when it is called again', async () => {
  const before = groups()
  const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'newyork.yaml')
  const text = await readFile(file, 'utf8')
  const networks = 'clientNetworks: [10.1.16.0/20]\n'
  expect((await pader('apply', '--yes', '--quiet')).exitCode).toBe(0)
  await writeFile(file, text.replace(networks, `${networks}defaults:\n  groups:\n    network: [manhattan]\n`))
  expect((await pader('apply', '--yes', '--quiet')).said).toContain('in sync after 2 commits')
  const after = groups()

  scene.requests.length = 0
  const rollback = started('rollback', '--yes', '--quiet', '--why', 'users are cut off')
  const exit = once(rollback, 'exit')
  const commits = (): number => scene.requests.findIndex((line) => line.endsWith('/commit'))
  const writesAgain = (): boolean =>
    commits() >= 0 && scene.requests.slice(commits()).some((line) => line.startsWith('PUT'))
  while (!writesAgain() && rollback.exitCode === null) await sleep(1)
  rollback.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
  expect(groups()).not.toEqual(before)
  expect(groups()).not.toEqual(after)

  await breakLease()
  const rest = await pader('rollback', '--yes', '--quiet')
  expect([rest.exitCode, rest.said]).toEqual([0, expect.stringContaining('in sync after 1 commit')])
  expect(groups()).toEqual(before)
  const held = await pader('apply', '--yes', '--quiet')
  expect([held.exitCode, held.said]).toEqual([4, expect.stringContaining('users are cut off')])
  const verified = await pader('journal', 'verify', '--cluster', 'two-site')
  expect(verified.said).toContain('unbroken')
})
