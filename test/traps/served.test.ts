import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { Output } from '../../src/cli/world.ts'
import { setScene, worldOf, type Scene } from '../served/scene.ts'

/** Traps that other tools fell into, met through the command line over HTTPS. */

vi.setConfig({ testTimeout: 60_000 })

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(async () => scene.close())

async function pader(...args: string[]) {
  const out: string[] = []
  const lines: string[] = []
  const stdout: Output = { write: (text) => void out.push(text), isTerminal: false, columns: 80 }
  const world = { ...worldOf(lines, new AbortController().signal), stdout, cwd: scene.repository }
  const exitCode = await run([...args, '--host-config', scene.hostFile], world)
  return { exitCode, stdout: out.join(''), stderr: lines.join('').replaceAll(/\s+/g, ' ') }
}

const tokyo = (): string => join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')

/** Wants another priority at tokyo-2, which is not the entry node. */
async function wantPriority(priority: number): Promise<void> {
  const text = (await readFile(tokyo(), 'utf8')).replace(/ {4}priority: \d+\n/, '')
  await writeFile(tokyo(), text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${priority}\n`))
}

/** Every file below a folder with the digest of what it holds. */
async function filesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    await Promise.all(
      files.map(
        async (file) =>
          [
            file,
            createHash('sha256')
              .update(await readFile(file))
              .digest('hex'),
          ] as const,
      ),
    ),
  )
}

/** What the interface calls changing: every request but looking, and the coming and going of a session. */
const mutating = (): readonly string[] =>
  scene.requests.filter((line) => !/^GET |^POST \S*\/(login|logout|heartbeat|discard|backup|export)$/.test(line))

test('trap 1: looking changes nothing at an appliance and writes nothing but what was asked for, with any flags', async () => {
  await wantPriority(20)
  const before = await filesOf(scene.folder)
  const saved = join(scene.folder, 'saved.json')
  const flags = [[], ['--summary'], ['--picture'], ['--output', 'json'], ['--upgrade', 'rolling'], ['--save', saved]]
  for (const one of flags) expect([one, (await pader('plan', ...one)).exitCode]).toEqual([one, 2])
  await pader('status')
  expect(scene.requests.length).toBeGreaterThan(50)
  expect(mutating()).toEqual([])
  const after = new Map([...(await filesOf(scene.folder))].filter(([file]) => file !== saved))
  expect(after).toEqual(before)
})

test('trap 2: a flag for safety that can take no effect is an error, and one that took none is told', async () => {
  await wantPriority(20)
  const strange = await pader('apply', '--yes', '--allow-everything')
  expect([strange.exitCode, strange.stderr]).toEqual([64, expect.stringContaining('--allow-everything')])
  expect((await pader('apply', '--yes', '--upgrade', 'somehow')).exitCode).toBe(64)
  expect((await pader('apply')).exitCode).toBe(64)
  expect(mutating()).toEqual([])
  // Nobody asked the guards: what they would have said is not known.
  expect((await pader('hold', '--cluster', 'two-site', '--why', 'wait')).exitCode).toBe(0)
  const held = await pader('apply', '--yes', '--allow-empty')
  expect([held.exitCode, held.stderr]).toEqual([4, expect.not.stringContaining('overrode nothing')])
  expect((await pader('release', '--cluster', 'two-site')).exitCode).toBe(0)
  const unused = await pader('apply', '--yes', '--allow-empty')
  expect([unused.exitCode, unused.stderr]).toEqual([0, expect.stringContaining('--allow-empty overrode nothing')])
})

test('trap 3: what is printed for machines is whole whatever the exit code is, and warnings do not get into it', async () => {
  expect((await pader('plan', '--output', 'json')).exitCode).toBe(0)
  await wantPriority(20)
  const changes = await pader('plan', '--output', 'json')
  expect(changes.exitCode).toBe(2)
  expect(JSON.parse(changes.stdout)).toMatchObject({ plans: [{ cluster: 'two-site' }] })
  const file = await readFile(scene.hostFile, 'utf8')
  await writeFile(
    scene.hostFile,
    file.replace(/( +)reader:/, '$1freezes: [{ from: "2020-01-01T00:00", to: "2099-01-01T00:00", why: x }]\n$1reader:'),
  )
  const guarded = await pader('plan', '--output', 'json')
  expect([guarded.exitCode, guarded.stderr]).toEqual([4, expect.stringContaining('GUARD-FREEZE')])
  expect(JSON.parse(guarded.stdout)).toEqual(JSON.parse(changes.stdout))
})

test('trap 7: no secret is in anything that is printed or kept', async () => {
  const secrets = [scene.admin.password, ...(await passwords())]
  expect(secrets.length).toBeGreaterThan(2)
  await wantPriority(20)
  const saved = join(scene.folder, 'saved.json')
  const said = [
    await pader('plan', '--save', saved),
    await pader('plan', '--output', 'json'),
    await pader('apply', saved),
    await pader('journal', 'export', '--cluster', 'two-site'),
    await pader('status'),
  ].map(({ stdout, stderr }) => stdout + stderr)
  const kept = [...(await filesOf(join(`${scene.hostFile}.d`, 'state'))).keys(), saved]
  expect(kept.length).toBeGreaterThan(3)
  const texts = [...said, ...(await Promise.all(kept.map(async (file) => readFile(file, 'latin1'))))]
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([])
})

/** What the host file refers to: the accounts' passwords and the secret of the control port. */
async function passwords(): Promise<readonly string[]> {
  const names = ['reader', 'writer', 'control']
  return Promise.all(names.map(async (name) => (await readFile(join(`${scene.hostFile}.d`, name), 'utf8')).trim()))
}

test('trap 13: a plan is refused when what the repository wants has moved since', async () => {
  await wantPriority(20)
  const saved = join(scene.folder, 'saved.json')
  expect((await pader('plan', '--save', saved)).exitCode).toBe(2)
  await wantPriority(30)
  const stale = await pader('apply', saved)
  expect([stale.exitCode, stale.stdout]).toEqual([6, expect.stringContaining('what the repository wants')])
  expect(mutating()).toEqual([])
})

test('trap 14: while a person is logged on at another node nothing is written, and the holder is named', async () => {
  await wantPriority(20)
  const holder = scene.emulated.picture().nodes.find(({ title }) => title === 'newyork-2')!
  scene.emulated.control({ kind: 'ui login', node: holder.uuid, user: 'colleague' }, Date.now())
  const refused = await pader('apply', '--yes')
  expect(refused.exitCode).toBe(5)
  expect(refused.stdout + refused.stderr).toContain('attached at newyork-2')
  expect(mutating()).toEqual([])
  scene.emulated.control({ kind: 'ui logout', node: holder.uuid, user: 'colleague' }, Date.now())
  expect((await pader('apply', '--yes')).exitCode).toBe(0)
})

test.each([['-1'], ['NaN'], ['1e9'], ['1.5'], ['']])(
  'trap 15: a number that makes no sense (%s) is a mistake of use, not a setting',
  async (number) => {
    const lines: string[] = []
    const world = { ...worldOf(lines, AbortSignal.timeout(5_000)), cwd: scene.repository }
    const args = ['watch', '--files', '--serve', number, '--host-config', scene.hostFile]
    expect([await run(args, world), lines.join('')]).toEqual([64, expect.stringContaining('--serve')])
  },
)
