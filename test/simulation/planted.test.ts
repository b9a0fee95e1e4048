import { expect, test } from 'vitest'
import { canaryPlants } from './canary-plants.ts'
import { plants } from './plants.ts'
import { safetyPlants } from './safety-plants.ts'
import { simulate } from './simulate.ts'

/** Seeds that a mistake may take to be found. */
const MOST = 1_000

test.each([...safetyPlants, ...plants, ...canaryPlants])(
  '$name is found within a thousand seeds',
  async (plant) => {
    // Where it was found last comes first: any change of the product may move it, and then the search begins.
    let violation: string | undefined
    for (let tried = 0; tried < MOST && violation === undefined; tried += 1) {
      const seed = ((plant.seed - 1 + tried) % MOST) + 1
      violation = (await simulate(seed, plant)).violation
    }
    expect(violation).toMatch(plant.found)
  },
  120_000,
)

test('a seed lives the same life every time', async () => {
  const [once, again] = [await simulate(7), await simulate(7)]
  expect(once.requests).toBeGreaterThan(50)
  expect(again).toEqual(once)
})
