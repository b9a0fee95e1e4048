import { expect, test } from 'vitest'
import { plants } from './plants.ts'
import { simulate } from './simulate.ts'

test.each(plants)('$name is found by seed $seed', async (plant) => {
  const { violation } = await simulate(plant.seed, plant)
  expect(violation).toMatch(plant.found)
})

test('a seed lives the same life every time', async () => {
  const [once, again] = [await simulate(7), await simulate(7)]
  expect(once.requests).toBeGreaterThan(50)
  expect(again).toEqual(once)
})
