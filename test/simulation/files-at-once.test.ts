import { expect, test } from 'vitest'
import { diceFor } from './dice.ts'
import { drawWorld } from './draw-world.ts'
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
  const hard = Array.from({ length: 800 }, (_, index) => index + 1).filter(isHard)
  expect(hard.length).toBeGreaterThan(3)
  for (const seed of hard.slice(0, 6)) {
    const { violation } = await simulate(seed)
    expect([seed, violation]).toEqual([seed, undefined])
  }
})

test('what cannot be read after the first file keeps a run from writing the others', async () => {
  expect((await simulate(14_657)).violation).toBeUndefined()
})
