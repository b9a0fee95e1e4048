import { expect, test } from 'vitest'
import { interleave } from '../../bench/measure.ts'

test('contestants are run in turn, after one that does not count, and no more often than is worth their time', () => {
  const order: string[] = []
  const contestant = (name: string): Parameters<typeof interleave>[0][number] => ({
    name,
    command: ['true'],
    isNode: false,
    first: () => order.push(`first ${name}`),
    prepare: () => order.push(name),
  })
  const costs = interleave([contestant('short'), { ...contestant('long'), mostRounds: 1 }], 2)
  expect(order).toEqual(['first short', 'short', 'first long', 'long', 'short', 'long', 'short'])
  expect([...costs].map(([name, own]) => [name, own.length])).toEqual([
    ['short', 2],
    ['long', 1],
  ])
})
