import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { running, worldOf } from '../served/scene.ts'
import { watchedScene } from './watched.ts'

vi.setConfig({ testTimeout: 90_000 })

const BRANCH = 'pader/drift/two-site'

const watched = watchedScene('--mode', 'propose')
const { watch, changing } = watched

async function changeByHand(node: string, setting: string, value: string): Promise<void> {
  const lines: string[] = []
  const world = { ...worldOf(lines, new AbortController().signal), cwd: watched.scene.repository }
  const code = await run(['control', 'change', node, setting, value, '--host-config', watched.scene.hostFile], world)
  expect(code, lines.join('')).toBe(0)
}

const follow = ['--remote', '.', '--poll', '0.2', '--probe', '0.2']
const published = async (name: string): Promise<string> =>
  readFile(`${watched.scene.hostFile}.d/state/watch/two-site/published/${name}`, 'utf8')
const publishedFiles = async (): Promise<string[]> =>
  readdir(`${watched.scene.hostFile}.d/state/watch/two-site/published`).catch(() => [])
const branches = async (): Promise<readonly string[]> => (await watched.scene.git.branchLocal()).all

test('a change made at an appliance becomes a branch with the edit where a person would make it, until it is decided on', async () => {
  const file = join(watched.scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const before = await readFile(file, 'utf8')
  await writeFile(
    file,
    before.replace('address: 10.81.0.12\n', 'address: 10.81.0.12 # rack 4\n    priority: 20 # behind tokyo-1\n'),
  )
  await watched.scene.git.commit('Priority of tokyo-2', file)
  await changeByHand('tokyo-2', 'priority', '20')
  const said = watch(...follow)
  await said.hears(/as it should be/)
  expect(await branches()).toEqual(['main'])

  await changeByHand('tokyo-2', 'priority', '30')
  await said.hears(new RegExp(`differs: 1 change in 1 commit; proposed as branch "${BRANCH}"`))
  const diff = await watched.scene.git.raw(['diff', '--unified=0', 'main', BRANCH])
  expect(diff.split('\n').filter((line) => /^[+-]/.test(line))).toEqual([
    '--- a/clusters/two-site/locations/tokyo.yaml',
    '+++ b/clusters/two-site/locations/tokyo.yaml',
    '-    priority: 20 # behind tokyo-1',
    '+    priority: 30 # behind tokyo-1',
  ])
  const message = await watched.scene.git.raw(['log', '-1', '--format=%B', BRANCH])
  await expect(message.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC|[0-9a-f]{12,}/g, '…')).toMatchFileSnapshot(
    './proposal.txt',
  )
  expect(message.startsWith(await published('proposal.md'))).toBe(true)
  expect(await published('proposal.diff')).toContain('+    priority: 30 # behind tokyo-1')
  expect(await published('plan.txt')).toContain('30 → 20')

  const tip = await watched.scene.git.revparse([BRANCH])
  const asked = watched.scene.requests.length
  await vi.waitFor(() => expect(watched.scene.requests.length).toBeGreaterThan(asked + 30), 20_000)
  expect(await watched.scene.git.revparse([BRANCH])).toBe(tip)

  await watched.scene.git.merge(['--no-ff', '--no-edit', BRANCH])
  await said.hears(/as it should be/)
  await vi.waitFor(async () => expect(await branches()).toEqual(['main']), 20_000)
  expect(await publishedFiles()).toEqual([])
  expect(await said.stop()).toBe(0)
  expect(changing()).toEqual([])
  expect(watched.scene.emulated.picture().nodes.flatMap((node) => node.sessions)).toEqual([])
})

test('a change of the repository is no drift: it is published as a plan that can be carried out as it is', async () => {
  const said = watch(...follow)
  await said.hears(/as it should be/)
  const file = join(watched.scene.repository, 'clusters', 'two-site', 'locations', 'tokyo.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('address: 10.81.0.12\n', 'address: 10.81.0.12\n    priority: 20\n'))
  await watched.scene.git.commit('Priority of tokyo-2', file)
  await said.hears(
    /differs: .*; nothing is proposed: the change comes from the repository; the plan is in watch\/two-site/,
  )
  expect(await branches()).toEqual(['main'])
  expect(await publishedFiles()).toEqual(['plan.json', 'plan.txt'])
  expect(await said.stop()).toBe(0)
  const plan = `${watched.scene.hostFile}.d/state/watch/two-site/published/plan.json`
  const apply = running(['apply', plan, '--host-config', watched.scene.hostFile, '--quiet'], watched.scene.repository)
  await apply.hears(/in sync after 1 commit/)
})

test('nothing is proposed before repository and appliances agreed once, and where files are followed it is a file', async () => {
  await mkdir(`${watched.scene.hostFile}.d`, { recursive: true })
  await changeByHand('tokyo-2', 'priority', '30')
  const said = watch(...follow)
  await said.hears(/have never agreed before, so it is not known which of them has changed/)
  expect(await said.stop()).toBe(0)
  await changeByHand('tokyo-2', 'priority', '10')
  const files = watch('--files', '--probe', '0.2')
  await files.hears(/as it should be/)
  await changeByHand('tokyo-2', 'priority', '30')
  await files.hears(/a proposal is in watch\/two-site\/published of the state directory/)
  expect(await published('proposal.diff')).toContain('priority: 30')
  expect(await branches()).toEqual(['main'])
})
