import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diskStore } from '../../src/cli/process/disk-store.ts'
import { systemClock } from '../../src/cli/process/system-clock.ts'
import { run } from '../../src/cli/run.ts'
import { clusterName } from '../../src/model/names.ts'
import { runHold, setRunHold } from '../../src/reconcile/locks/hold.ts'
import { setScene, worldOf, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 60_000 })

let scene: Scene
let probed: string[]
/** What was expected of the answers. */
let expected: unknown[]
/** Milliseconds by which the clock of the machine that runs Pader is ahead. */
let ahead: number
beforeEach(async () => {
  scene = await setScene()
  probed = []
  expected = []
  ahead = 0
})
afterEach(async () => scene.close())

type Answer = (address: string, commits: number) => string | undefined

async function pader(answer: Answer, ...args: string[]): Promise<{ readonly exitCode: number; readonly said: string }> {
  const lines: string[] = []
  const world = {
    ...worldOf(lines, new AbortController().signal),
    cwd: scene.repository,
    machine: {
      clock: { ...systemClock, now: () => Date.now() + ahead },
      probeProxy: async ({ address }: { readonly address: string }, { statuses }: { readonly statuses?: unknown }) => {
        probed.push(address)
        expected.push(statuses)
        return answer(address, commits())
      },
    },
  }
  const exitCode = await run([...args, '--host-config', scene.hostFile], world)
  return { exitCode, said: lines.join('').replaceAll(/\s+/g, ' ') }
}

const commits = (): number => scene.requests.filter((line) => line.endsWith('/commit')).length
const well: Answer = () => undefined

const withCanary = async (lines: string): Promise<void> =>
  addToHostFile(
    `canary: { soakMinutes: 0, probe: { url: 'http://probe.example.com/', port: 9090, statuses: [200, 407] }${lines} }`,
  )

async function addToHostFile(line: string): Promise<void> {
  const text = await readFile(scene.hostFile, 'utf8')
  await writeFile(
    scene.hostFile,
    text.replace(/( +)reader:/, (found, indent: string) => `${indent}${line}\n${found}`),
  )
}

/** The wall clock in so many minutes, as the host file has it. */
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 16)

/** Wants another timeout at every node. */
async function wantTimeout(): Promise<void> {
  const file = join(scene.repository, 'clusters', 'two-site', 'cluster.yaml')
  const text = await readFile(file, 'utf8')
  expect(text).toContain('defaults:\n')
  await writeFile(file, text.replace('defaults:\n', 'defaults:\n  messages: { timeout: 45 }\n'))
  await scene.git.commit('Another timeout', file)
}

const apply = ['apply', '--yes', '--cluster', 'two-site', '--allow-mass-change']

test('a change reaches one location, its nodes are asked, and then the next', async () => {
  await withCanary(', order: [tokyo]')
  await wantTimeout()
  const plan = await pader(well, 'plan', '--cluster', 'two-site')
  expect(plan.said).toMatch(/in tokyo.*in newyork/)
  expect(plan.said).toContain('http://probe.example.com/ answered through their proxies with status 200 or 407')
  const { exitCode, said } = await pader(well, ...apply)
  expect(said).toContain('in sync after 2 commits')
  expect(exitCode).toBe(0)
  expect(new Set(probed)).toEqual(new Set(['10.81.0.11', '10.81.0.12']))
  expect(expected).toEqual([
    [200, 407],
    [200, 407],
  ])
  expect((await pader(well, 'plan', '--cluster', 'two-site')).exitCode).toBe(0)
})

test('what is not well is taken back, the other locations never see it, and the commit is held', async () => {
  await withCanary('')
  await wantTimeout()
  // What an earlier rollback left behind lets this commit through, so that it must not stand in the way back from it.
  const store = diskStore(`${scene.hostFile}.d/state`)
  const cluster = clusterName('two-site')
  await setRunHold(store, cluster, { by: 'ann', why: 'an earlier one', commits: ['earlier'] })
  const before = await pader(well, 'plan', '--cluster', 'two-site')
  const { exitCode, said } = await pader((address) => (address === '10.1.0.12' ? 'no answer' : undefined), ...apply)
  expect(said).toContain('the request for http://probe.example.com/ through newyork-2 failed: no answer')
  expect(said).toContain('rolling back')
  expect(exitCode).toBe(4)
  // One commit there and one back.
  expect(commits()).toBe(2)
  const held = (await runHold(store, cluster))?.commits
  expect(held).toEqual(['earlier', expect.stringMatching(/^[0-9a-f]{40}$/)])
  const after = await pader(well, 'plan', '--cluster', 'two-site')
  // The hold is told as well.
  expect(after.said).toContain(before.said)
  const again = await pader(well, ...apply)
  expect(again.exitCode).toBe(4)
  expect(again.said).toContain('on hold')
})

test('where it is to be left as it is, a later run looks again and goes on once it is well', async () => {
  await withCanary(', takeBack: false')
  await wantTimeout()
  const { exitCode, said } = await pader(() => 'no answer', ...apply)
  expect(said).toContain('nothing is rolled back automatically')
  expect([exitCode, commits()]).toEqual([7, 1])
  expect((await pader(() => 'still none', ...apply)).exitCode).toBe(7)
  expect(commits()).toBe(1)
  const later = await pader(well, ...apply)
  expect([later.exitCode, commits()]).toEqual([0, 2])
})

test('what a run could not take back any more, since it died, the next one takes back', async () => {
  await withCanary(', takeBack: false')
  await wantTimeout()
  const before = await pader(well, 'plan', '--cluster', 'two-site')
  await pader(() => 'no answer', ...apply)
  const text = await readFile(scene.hostFile, 'utf8')
  await writeFile(scene.hostFile, text.replace('takeBack: false', 'takeBack: true'))
  const { exitCode, said } = await pader(() => 'no answer', ...apply)
  expect(said).toContain('rolling back')
  expect([exitCode, commits()]).toEqual([4, 2])
  expect((await pader(well, 'plan', '--cluster', 'two-site')).said).toContain(before.said)
})

test('where a guard objects to the way back, nothing says that it was taken', async () => {
  await withCanary('')
  const times = `from: '${inMinutes(30)}', to: '${inMinutes(120)}', timeZone: UTC`
  await addToHostFile(`freezes: [{ ${times}, why: end of the year }]`)
  await wantTimeout()
  const { exitCode, said } = await pader(
    () => {
      ahead = 3_600_000
      return 'no answer'
    },
    ...apply,
  )
  expect(said).toContain('GUARD-FREEZE')
  expect(said).toContain('nothing is held: nothing was rolled back')
  expect([exitCode, commits()]).toEqual([7, 1])
})
