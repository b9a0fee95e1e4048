import { expect, test } from 'vitest'
import { plants } from './plants.ts'
import { shrink, tellStory } from './shrink.ts'
import { simulate } from './simulate.ts'

const plantNamed = (name: string) => plants.find((plant) => plant.name === name)!

test('a failing life is told with the few things that had to happen, and lives again exactly', async () => {
  const plant = plantNamed('a change that is sent again when its answer is lost')
  const failed = await simulate(plant.seed, plant)
  const story = await shrink(failed, plant)
  expect(story.report.violation).toMatch(plant.found)
  expect(story.needed.length).toBeLessThan(Math.max(2, failed.mishaps.length))
  expect(story.needed.join()).toMatch(/lost reply|lost request|cut off|slow beyond the limit/)
  expect(await simulate(plant.seed, plant, story.spared)).toEqual(story.report)
  const told = tellStory(story)
  expect(told).toContain(`again: npm run simulate -- --seed ${plant.seed}`)
  expect(told.split('\n').length).toBeLessThan(70)
}, 120_000)

test('a mistake that needs no mishap is told without any', async () => {
  const plant = plantNamed('a session that is left open')
  const story = await shrink(await simulate(plant.seed, plant), plant)
  expect(story.needed).toEqual([])
  expect(tellStory(story)).toContain('nothing had to happen for it')
})
