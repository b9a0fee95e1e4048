import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeIdentity } from '../../src/emulator/serve/certificate.ts'
import { run } from '../../src/cli/run.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 60_000 })

let scene: Scene
beforeEach(async () => {
  scene = await setScene()
})
afterEach(async () => {
  await scene.close()
})

interface Ended {
  readonly exitCode: number
  readonly said: string
}

async function pader(...args: string[]): Promise<Ended> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: scene.repository }
  const exitCode = await run([...args, '--host-config', scene.hostFile], world)
  return { exitCode, said: lines.join('') }
}

/** Wants another priority at tokyo-2, which is not the entry node: one change, no guard objects. */
async function wantPriority(priority: number): Promise<void> {
  const file = join(scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('address: 10.81.0.12\n', `address: 10.81.0.12\n    priority: ${priority}\n`))
}

async function changeHostFile(change: (text: string) => string): Promise<void> {
  const before = await readFile(scene.hostFile, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  await writeFile(scene.hostFile, after)
}

/** What every appliance holds, without what only a clock or a session changes. */
function stored(): string {
  return JSON.stringify(scene.emulated.picture().nodes.map(({ uuid, storage }) => ({ uuid, storage })))
}

const sessions = (): unknown[] => scene.emulated.picture().nodes.flatMap((node) => node.sessions)

/** Every request but a look and the beginning or end of a session. */
const mutating = (): string[] =>
  scene.requests.filter((line) => !/^GET |\/(login|logout|heartbeat|discard|backup)(;|$)|\/export(;|$)/.test(line))

/** A message is for a person: one thing that is wrong, one that can be done, and nothing of our insides. */
function expectPlain({ said }: Ended): void {
  expect(said).not.toMatch(/\n\s+at .*\.[jt]s:\d+/)
  expect(said).not.toContain('undefined')
  expect(said).not.toContain('internal error')
}

describe('a plan', () => {
  test('sends no request that changes anything, whether there is a difference or not', async () => {
    const same = await pader('plan')
    expect([same.exitCode, same.said]).toEqual([0, expect.stringContaining('nothing to change')])
    await wantPriority(20)
    const differs = await pader('plan')
    expect([differs.exitCode, differs.said]).toEqual([2, expect.stringContaining('priority  10 → 20')])
    expect(scene.requests.length).toBeGreaterThan(10)
    expect(mutating()).toEqual([])
    expect(sessions()).toEqual([])
  })

  test('of one cluster that cannot be reached hides none of the others, and saves nothing that is not whole', async () => {
    const clusters = join(scene.repository, 'clusters')
    await cp(join(clusters, 'two-site'), join(clusters, 'another'), { recursive: true })
    for (const site of ['tokyo', 'newyork']) {
      const file = join(clusters, 'another', 'locations', `${site}.yaml`)
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('uuid: 564D', 'uuid: 664D'))
    }
    const plan = join(scene.folder, 'both.plan')
    const ended = await pader('plan', 'clusters', '--save', plan)
    expectPlain(ended)
    expect(ended.said).toContain('two-site: nothing to change')
    expect(ended.said).toContain('"another"')
    expect(ended.said).toContain('nothing is saved: not every cluster has a plan')
    expect(existsSync(plan)).toBe(false)
    expect(ended.exitCode).toBeGreaterThan(0)
  })

  test('and all that is about every cluster say of one that the repository has no more that it is left alone', async () => {
    const plan = join(scene.folder, 'two-site.plan')
    await wantPriority(20)
    expect((await pader('plan', '--save', plan)).exitCode).toBe(2)
    await changeHostFile((text) => text + text.slice(text.indexOf('  "two-site":')).replace('"two-site"', '"gone"'))
    const missing = expect.stringContaining('the host file has "gone", but "clusters" does not')
    for (const command of [['backup', 'list'], ['apply', '--yes'], ['plan']])
      expect([command, await pader(...command)]).toEqual([command, { exitCode: 9, said: missing }])
    expect(await pader('status', '--nagios')).toMatchObject({
      exitCode: 3,
      said: expect.stringMatching(/UNKNOWN.*gone/),
    })
    const [here, there] = ['two-site', 'gone'].map((name) => join(scene.repository, 'clusters', name))
    await rename(here!, there!)
    expect(await pader('apply', plan)).toMatchObject({ exitCode: 6, said: expect.stringContaining('"two-site"') })
    expect((await pader('apply', plan, '--cluster', 'gone')).exitCode).toBe(64)
  })

  test('says who does not answer when the connection is refused', async () => {
    await changeHostFile((text) => text.replaceAll(/port: \d+/g, 'port: 1'))
    const ended = await pader('plan')
    expect(ended.exitCode).toBe(8)
    expect(ended.said).toMatch(/nobody answers.*REFUSED/)
    expectPlain(ended)
  })

  test('says that the password is wrong, and which account, and not the password', async () => {
    await writeFile(`${scene.hostFile}.d/reader`, 'canary-of-a-password')
    const ended = await pader('plan')
    expect([1, 3, 8]).toContain(ended.exitCode)
    expect(ended.said).toMatch(/password/)
    expect(ended.said).not.toContain('canary-of-a-password')
    expectPlain(ended)
    // That a doctor who saw nothing has found nothing does not mean that all is well.
    expect(await pader('doctor', 'clusters/two-site')).toMatchObject({
      exitCode: 8,
      said: expect.stringContaining('0 findings') as string,
    })
  })

  test('does not talk to a machine whose certificate another authority signed', async () => {
    const stranger = await makeIdentity(['127.0.0.1'])
    expect(new X509Certificate(stranger.authority).ca).toBe(true)
    await writeFile(`${scene.hostFile}.d/authority.pem`, stranger.authority)
    const ended = await pader('plan')
    expect(ended.exitCode).not.toBe(0)
    expect(ended.said).toMatch(/certificate/)
    expect(scene.requests.filter((line) => line.includes('login'))).toEqual([])
    expectPlain(ended)
  })

  test('takes an answer without text for no emptied file: once is asked again, and for good it is unknown', async () => {
    const { uuid } = scene.emulated.picture().nodes.find(({ title }) => title === 'tokyo-2')!
    const on = `GET appliances/${uuid}/system/etc`
    const empty = (times: number): void => {
      const fault = { fault: { kind: 'empty answer' }, on, times } as const
      scene.emulated.control({ kind: 'fault', fault }, Date.now())
    }
    const asked = (): number => scene.requests.filter((line) => line.includes(`/appliances/${uuid}/system/etc`)).length
    empty(1)
    expect(await pader('plan')).toMatchObject({ exitCode: 0, said: expect.stringContaining('nothing to change') })
    expect(asked()).toBe(2)
    empty(1000)
    const ended = await pader('plan')
    expect([ended.exitCode, ended.said]).toEqual([8, expect.stringContaining('an empty file and a read that failed')])
    expect(ended.said).not.toContain('→')
    expectPlain(ended)
  })

  test('takes a page of the web server for no answer, and says so', async () => {
    scene.emulated.control(
      { kind: 'fault', fault: { fault: { kind: 'html error' }, on: 'GET', times: 1000 } },
      Date.now(),
    )
    const ended = await pader('plan')
    expect(ended.exitCode).toBe(8)
    expect(ended.said).toMatch(/HTML|page|500/i)
    expectPlain(ended)
  })
})

describe('an apply', () => {
  test.each([
    ['the connection ends in the middle of a write', { fault: { kind: 'reset' }, on: 'PUT', times: 1 }],
    ['the answer to a write is lost', { fault: { kind: 'lost reply' }, on: 'PUT', times: 1 }],
    ['the session is lost before the commit', { fault: { kind: 'lose session' }, on: 'POST commit', times: 1 }],
    ['a write is answered by a page', { fault: { kind: 'html error' }, on: 'PUT', times: 1 }],
    ['the answer breaks off', { fault: { kind: 'cut body' }, on: 'PUT', times: 1 }],
  ] as const)('stores nothing by halves when %s, and the next one finishes', async (_what, fault) => {
    await wantPriority(20)
    const before = stored()
    scene.emulated.control({ kind: 'fault', fault }, Date.now())
    const broken = await pader('apply', '--yes')
    expectPlain(broken)
    expect(sessions()).toEqual([])
    // A session that is lost before its commit is seen at once, and the run begins again by itself.
    if (broken.exitCode === 0) expect(scene.requests.filter((line) => line.endsWith('/commit')).length).toBe(2)
    else expect([stored(), broken.said]).toEqual([before, expect.stringContaining('nothing of this run is in effect')])
    const next = await pader('apply', '--yes')
    expect([next.exitCode, next.said]).toEqual([0, expect.stringContaining('in sync')])
    expect((await pader('plan')).exitCode).toBe(0)
  })

  test('names who is attached elsewhere, writes nothing, and works when they have left', async () => {
    await wantPriority(20)
    const other = scene.emulated.picture().nodes.find(({ title }) => title === 'newyork-1')
    expect(other).toBeDefined()
    const login = scene.emulated.request(
      other!.uuid,
      {
        method: 'POST',
        scheme: 'https',
        target: `/Konfigurator/REST/login?userName=${scene.admin.name}&pass=${scene.admin.password}`,
        headers: {},
        body: new Uint8Array(),
      },
      Date.now(),
    )
    expect(login).toMatchObject({ status: 200 })
    const ended = await pader('apply', '--yes')
    expect(ended.exitCode).toBe(5)
    expect(ended.said).toContain('attached')
    expect(mutating().filter((line) => !line.includes('login'))).toEqual([])
    expectPlain(ended)
  })
})

test('no secret of the host file is in anything that was printed or kept', async () => {
  await wantPriority(20)
  const told = [await pader('plan', '--save', join(scene.folder, 'plan.json')), await pader('apply', '--yes')]
  expect(told.map(({ exitCode }) => exitCode)).toEqual([2, 0])
  const secrets = await Promise.all(
    ['reader', 'writer', 'control'].map(async (name) => (await readFile(`${scene.hostFile}.d/${name}`, 'utf8')).trim()),
  )
  const kept = await readdir(`${scene.hostFile}.d/state`, { recursive: true, withFileTypes: true })
  const files = kept.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(1)
  const texts = await Promise.all(
    [...files, join(scene.folder, 'plan.json')].map(async (file) => readFile(file, 'utf8')),
  )
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8)
    expect([...texts, ...told.map(({ said }) => said)].filter((text) => text.includes(secret))).toEqual([])
  }
})
