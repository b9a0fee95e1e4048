import { expect, test } from 'vitest'
import { catalogue, statusOf } from '../../../src/compile/rules/catalogue.ts'
import { sourceTitle } from './page.ts'

/** The numbers of the rules by area: `CM-NET-002` is number 2 of `NET`. */
const numbers = new Map<string, number[]>()
for (const { head } of catalogue) {
  const [, area = '', number] = head.code.split('-')
  numbers.set(area, [...(numbers.get(area) ?? []), Number(number)])
}

test('every rule is registered once, and the numbers of an area run from 1 without a gap', () => {
  expect(numbers.size).toBeGreaterThan(10)
  for (const [area, found] of numbers) expect([area, ...found]).toEqual([area, ...found.map((_, index) => index + 1)])
})

test('a rule that rests on recalled facts alone is off by default', () => {
  const recalled = catalogue.filter(({ head }) => head.source === 'recalled')
  expect(recalled.length).toBeGreaterThan(0)
  for (const { head } of recalled) expect([head.code, head.unverified]).toEqual([head.code, true])
})

test('every source is explained', () => {
  for (const { head } of catalogue) {
    for (const key of head.source.split(', ')) expect(sourceTitle(key).length).toBeGreaterThan(5)
  }
})

test('a rule is on unless it rests on a fact that nobody verified', () => {
  const on = catalogue.filter((entry) => statusOf(entry) === 'on')
  expect(on.length).toBeGreaterThan(100)
  expect(on.filter(({ head }) => head.unverified === true)).toEqual([])
})
