import { expect, test } from 'vitest'
import { diceFor } from './dice.ts'
import { drawWorld } from './draw-world.ts'
import { missing } from './missing.ts'
import { life, type Life } from './mortal.ts'
import { applyOnce } from './one-run.ts'
import { openScene, setupFor, type Scene } from './scene.ts'
import { simulate } from './simulate.ts'

/** Worlds in which two saves in a row lose: files are stored at once, and a node would win over a newer storage. */
function isHard(seed: number): boolean {
  const { switches, desired, entry } = drawWorld(diceFor(seed).fork(), `seed ${seed}`)
  const priority = new Map(desired.nodes.map(({ uuid, settings }) => [uuid.value, settings.priority!.value!]))
  return (
    switches.systemFilesNeedCommit === 'no' &&
    switches.conflictWhen === 'different' &&
    switches.priorityOf === 'holder' &&
    desired.policy.systemFiles.length > 1 &&
    [...priority.values()].some((value) => value < priority.get(entry)!)
  )
}

test('system files that are stored at once reach a node that would win a conflict', async () => {
  const hard: number[] = []
  for (let seed = 1; seed <= 800 && hard.length < 6; seed += 1) if (isHard(seed)) hard.push(seed)
  expect(hard.length).toBeGreaterThan(3)
  for (const seed of hard) {
    const { violation } = await simulate(seed)
    expect([seed, violation]).toEqual([seed, undefined])
  }
}, 120_000)

const isFile = (effect: string): boolean => /^PUT .*\/system\//.test(effect)

function open(seed: number): Scene {
  const world = drawWorld(diceFor(seed).fork(), `seed ${seed}`)
  return openScene(world, { plant: undefined, weather: { fault: 0, stall: 0 } })
}

async function runIn(scene: Scene, name: string, of: Life): Promise<string> {
  const setup = setupFor(scene, of, name, diceFor(1), () => undefined)
  const ended = await scene.time.until(applyOnce(setup, of))
  const how = ended === 'died' ? ended : ended.kind
  scene.watcher.ended(name, how, ended === 'died')
  return how
}

/** A hard world in which a calm run writes several files, and everything that the run does. */
async function calmRun(): Promise<{ readonly seed: number; readonly effects: readonly string[] }> {
  for (let seed = 1; seed <= 800; seed += 1) {
    if (!isHard(seed)) continue
    const whole = life()
    if ((await runIn(open(seed), 'run-1', whole)) !== 'in sync') continue
    if (whole.effects.filter(isFile).length > 1) return { seed, effects: whole.effects }
  }
  throw new Error('no hard world has two files to be written')
}

test('killed at any effect between files that are stored at once, the next run finishes, and every promise is kept', async () => {
  const { seed, effects } = await calmRun()
  const [first, last] = [effects.findIndex(isFile), effects.findLastIndex(isFile)]
  // What only looks leaves nothing behind: right before the next effect the world is the same.
  const points = effects.flatMap((effect, index) =>
    index < first || index > last + 12 || /^(GET|read|list|sleep)/.test(effect) ? [] : [index + 1],
  )
  expect(points.length).toBeGreaterThan(15)
  for (const at of points) {
    const scene = open(seed)
    expect(await runIn(scene, 'run-1', life({ at, when: 'before' })), `effect ${at}`).toBe('died')
    await scene.time.until(scene.time.sleep(1_500_000))
    await runIn(scene, 'run-2', life())
    expect([at, scene.watcher.violation, missing(scene.world)]).toEqual([at, undefined, undefined])
  }
}, 120_000)

test('what cannot be read after the first file keeps a run from writing the others', async () => {
  expect((await simulate(14_657)).violation).toBeUndefined()
})
