import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { shippedDialect } from '../dialect/shipped.ts'
import { setScene, type Scene } from '../served/scene.ts'
import { startWatchProcess, type WatchProcess } from './child.ts'
import { committerIn, type Committer } from './committer.ts'
import { median, quarter, type Sample } from './samples.ts'

const MINUTE = 60_000
const minutes = Number(process.env['PADER_SOAK_MINUTES'] ?? 60)
const { document, key } = shippedDialect('emulator').settings.get('priority')!

let scene: Scene
let committer: Committer
let watch: WatchProcess
beforeEach(async () => {
  scene = await setScene()
  committer = committerIn(scene, document, key)
  watch = start()
})
afterEach(async () => {
  watch.kill('SIGKILL')
  await watch.ended
  await scene.close()
})

const start = (): WatchProcess =>
  startWatchProcess(
    [
      '--host-config',
      scene.hostFile,
      '--remote',
      scene.repository,
      '--poll',
      '1',
      '--probe',
      '30',
      '--mode',
      'enforce',
    ],
    scene.folder,
  )
const state = (): string => `${scene.hostFile}.d/state`
const diskUsed = (): number => Number(execFileSync('du', ['-sk', state()], { encoding: 'utf8' }).split('\t')[0]) * 1024
const sessions = (): unknown[] => scene.emulated.picture().nodes.flatMap((node) => node.sessions)

/**
 * Waits until every appliance holds the last commit; says what the watch said if it never comes to that. A process that is
 * killed between a login and its answer leaves a session that only the appliance can end, after ten minutes without use.
 */
async function converged(): Promise<void> {
  const patience = Date.now() + 15 * MINUTE
  while (!committer.isReached()) {
    if (Date.now() > patience) throw new Error(`the last commit did not arrive:\n${watch.said().slice(-4_000)}`)
    await sleep(500)
  }
}

function journalIsWhole(): void {
  const { records, problems } = readJournal(readFileSync(join(state(), 'journal', 'two-site.jsonl')))
  expect(problems).toEqual([])
  expect(records.length).toBeGreaterThan(0)
}

test(`one commit a second for ${minutes} minutes: the last one arrives, and nothing grows`, async () => {
  const samples: Sample[] = []
  const end = Date.now() + minutes * MINUTE
  for (let next = Date.now(); next < end; next += 1_000) {
    await committer.commit()
    const usage = watch.usage()
    if (usage !== undefined) samples.push(usage)
    await sleep(Math.max(0, next + 1_000 - Date.now()))
  }
  await converged()
  watch.kill('SIGTERM')
  expect(await watch.ended).toBe(143)
  expect(sessions()).toEqual([])
  journalIsWhole()
  const [early, late] = [quarter(samples, 2), quarter(samples, 4)]
  const memory = { early: median(early, 'memory'), late: median(late, 'memory') }
  const descriptors = { early: median(early, 'descriptors'), late: median(late, 'descriptors') }
  const said = { commits: committer.commits(), requests: scene.requests.length, memory, descriptors, disk: diskUsed() }
  process.stdout.write(`${JSON.stringify(said)}\n`)
  expect(samples.length).toBeGreaterThan(committer.commits() / 2)
  expect(memory.late).toBeLessThan(memory.early * 1.05)
  expect(descriptors.late).toBeLessThanOrEqual(descriptors.early + 2)
})

test(`killed every few seconds for ${Math.ceil(minutes / 6)} minutes: nothing is lost`, async () => {
  const end = Date.now() + (minutes / 6) * MINUTE
  let kills = 0
  for (let pause = 700; Date.now() < end; pause = (pause * 7919) % 5_003) {
    await committer.commit()
    await sleep(500 + pause)
    watch.kill('SIGKILL')
    await watch.ended
    kills += 1
    watch = start()
  }
  await converged()
  watch.kill('SIGTERM')
  expect(await watch.ended).toBe(143)
  process.stdout.write(`${JSON.stringify({ kills, commits: committer.commits(), disk: diskUsed() })}\n`)
  expect(kills).toBeGreaterThan(minutes)
  expect(sessions()).toEqual([])
  expect(existsSync(join(state(), 'hold'))).toBe(false)
  journalIsWhole()
})
