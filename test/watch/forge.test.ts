import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { worldOf } from '../served/scene.ts'
import { FakeForge, ME, TOKEN } from '../serve/forge/fake-forge.ts'
import { watchedScene } from './watched.ts'

vi.setConfig({ testTimeout: 90_000 })

const BRANCH = 'pader/drift/two-site'
const watched = watchedScene('--remote', '.', '--poll', '0.2', '--probe', '0.2')
const forge = new FakeForge('github')

beforeEach(async () => forge.open())
afterEach(async () => {
  await forge.close()
  forge.statuses.length = forge.pulls.length = forge.comments.length = forge.asked.length = forge.weather.length = 0
  forge.lacks.clear()
})

/** Names the forge in the host file, with a token that the file refers to. */
async function named(more: object = {}): Promise<void> {
  const { hostFile, git } = watched.scene
  const token = `${hostFile}.d/forge-token`
  await writeFile(token, `${TOKEN}\n`, { mode: 0o600 })
  const settings = { kind: 'github', api: forge.api, repository: 'network/gateways', token: `file:${token}`, ...more }
  const text = await readFile(hostFile, 'utf8')
  const serve = 'serve: { port: 0, url: "https://pader.example.com/" }\n'
  await writeFile(
    hostFile,
    text.replace('    mode: enforce\n', `    mode: enforce\n    forge: ${JSON.stringify(settings)}\n`) + serve,
  )
  forge.commits.add(await git.revparse(['HEAD']))
}

const head = async (): Promise<string> => watched.scene.git.revparse(['HEAD'])

async function commit(priority: number): Promise<string> {
  const file = join(watched.scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace(/address: 10.81.0.12\n( +priority: \d+\n)?/, `address: 10.81.0.12\n    priority: ${priority}\n`),
  )
  await watched.scene.git.commit('Priority of tokyo-2', file)
  const made = await head()
  forge.commits.add(made)
  return made
}

async function changeByHand(value: number): Promise<void> {
  const world = { ...worldOf([], new AbortController().signal), cwd: watched.scene.repository }
  const args = ['control', 'change', 'tokyo-2', 'priority', String(value), '--host-config', watched.scene.hostFile]
  // The watch may be at the appliance at this very moment.
  await vi.waitFor(async () => expect(await run(args, world)).toBe(0), 20_000)
}

/** Everything that a watch has left on the disk. */
async function state(): Promise<string> {
  const folder = `${watched.scene.hostFile}.d/state`
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((one) => one.isFile() && !one.parentPath.includes('repository'))
  return (await Promise.all(files.map(async (one) => readFile(join(one.parentPath, one.name), 'latin1')))).join('\n')
}

test('a commit gets the status of its rollout, once for each state, and a restart says nothing again', async () => {
  await named()
  const first = await head()
  const said = watched.watch('--mode', 'enforce')
  await said.hears(/as it should be/)
  const second = await commit(20)
  await said.hears(/in sync after 1 commit/)
  await vi.waitFor(() => expect(forge.statuses.at(-1)?.state).toBe('success'), 20_000)
  expect(forge.statuses.filter(({ state: one }) => one === 'success')).toMatchObject([
    { commit: first, context: 'pader/two-site', description: 'as it should be' },
    {
      commit: second,
      context: 'pader/two-site',
      description: 'in sync after 1 commit',
      page: 'https://pader.example.com/#c-two-site',
    },
  ])
  await said.hears(/as it should be/)
  const asked = forge.asked.length
  expect(await said.stop()).toBe(0)
  const again = watched.watch('--mode', 'enforce')
  await again.hears(/as it should be/)
  await again.hears(/as it should be/)
  expect(forge.asked).toHaveLength(asked)
  expect(await again.stop()).toBe(0)
  expect(`${said.said()}${again.said()}${await state()}`).not.toContain(TOKEN)
})

test('a change made by hand becomes a pull request with one comment, which follows what is the case', async () => {
  await named({ pullRequests: true })
  await commit(10)
  const said = watched.watch('--mode', 'propose')
  await said.hears(/as it should be/)
  await changeByHand(30)
  await said.hears(/proposed as branch/)
  await vi.waitFor(() => expect(forge.comments).toHaveLength(1), 20_000)
  expect(forge.pulls).toMatchObject([{ head: BRANCH, base: 'main', isOpen: true }])
  expect(forge.pulls[0]?.title).toBe('Take over a change made on the appliances of two-site')
  expect(forge.pulls[0]?.body).toContain('priority')
  expect(forge.comments[0]).toMatchObject({ by: ME, body: expect.stringMatching(/^<!-- pader:plan two-site -->/) })
  expect(forge.comments[0]?.body).toContain('30 → 10')
  expect(forge.statuses.at(-1)).toMatchObject({
    state: 'pending',
    description: expect.stringMatching(/^differs: 1 change/),
  })

  await changeByHand(40)
  await vi.waitFor(() => expect(forge.comments[0]?.body).toContain('40 → 10'), 20_000)
  expect(forge.comments).toHaveLength(1)
  await vi.waitFor(() => expect(forge.pulls[0]?.body).toContain('40'), 20_000)

  // Not every host closes a pull request when its branch goes away.
  await changeByHand(10)
  await vi.waitFor(() => expect(forge.comments[0]?.body).toContain('Nothing differs any more.'), 20_000)
  expect(forge.pulls).toHaveLength(1)
  expect(await said.stop()).toBe(0)
  expect(`${said.said()}${await state()}`).not.toContain(TOKEN)
  expect(watched.changing()).toEqual([])
})

test('a forge that refuses or is gone holds up no rollout, and is said once', async () => {
  await named()
  forge.lacks.add('statuses')
  const said = watched.watch('--mode', 'enforce', '--log-format', 'json')
  await said.hears(/as it should be/)
  await forge.close()
  await commit(20)
  await said.hears(/in sync after 1 commit/)
  expect(await said.stop()).toBe(0)
  const entries = said
    .said()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; level: string; cluster: string; why?: string })
  const told = entries.filter(({ event }) => event === 'forge')
  expect(told[0]).toMatchObject({
    level: 'warning',
    cluster: 'two-site',
    why: expect.stringContaining('may not do this'),
  })
  expect(told.length).toBeLessThanOrEqual(2)
  expect(said.said()).not.toContain(TOKEN)
  await forge.open()
})

test('a token that is nowhere is said, and the watch does its work', async () => {
  await named({ token: 'file:/nowhere/token' })
  const said = watched.watch('--mode', 'enforce')
  await said.hears(/not taken, tried again later: the file "\/nowhere\/token" cannot be read \(ENOENT\)/)
  await said.hears(/as it should be/)
  expect(await said.stop()).toBe(0)
  expect(forge.asked).toEqual([])
})
