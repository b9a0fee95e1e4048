import { expect, test } from 'vitest'
import { catalogue, statusOf } from '../../../src/compile/rules/catalogue.ts'
import { sourceTitle } from './page.ts'

/** How many rules each area has; the numbers run from 001 without a gap. */
const AREAS = {
  ADV: 4,
  BAK: 10,
  CA: 8,
  GUI: 9,
  IP: 16,
  LOG: 7,
  MEM: 16,
  NET: 19,
  PRI: 4,
  REG: 10,
  RT: 8,
  SYN: 13,
  TIME: 10,
  UPD: 19,
  VER: 14,
} as const

const expected = Object.entries(AREAS).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `CM-${area}-${String(index + 1).padStart(3, '0')}`),
)

test('all 167 rules are registered, each once', () => {
  expect(expected).toHaveLength(167)
  expect(catalogue.map(({ head }) => head.code)).toEqual(expected.toSorted())
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
