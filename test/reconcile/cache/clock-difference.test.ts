import { describe, expect, test } from 'vitest'
import { known, unknown, type ClockSkew } from '../../../src/model/observed.ts'
import { differenceTo } from '../../../src/reconcile/cache/clock-difference.ts'

const skew = (seconds: number, uncertainty = 0.5) => known<ClockSkew>({ seconds, uncertainty })

describe('the difference between two clocks', () => {
  test('does not know how wrong the clock is that measured them', () => {
    expect(differenceTo(skew(0), skew(26))).toEqual(differenceTo(skew(-13), skew(13)))
    expect(differenceTo(skew(-300), skew(-300))).toEqual(skew(0, 1))
  })

  test('is as uncertain as both measurements together', () => {
    expect(differenceTo(skew(1, 0.5), skew(3, 0.7))).toEqual(skew(2, 1.2))
  })

  test('is nothing between the entry node and itself', () => {
    const entry = skew(13)
    expect(differenceTo(entry, entry)).toEqual(skew(0, 0))
  })

  test('is not known where one of them is not', () => {
    expect(differenceTo(unknown('no answer'), skew(0))).toEqual(unknown('the clock of the entry node is not known'))
    expect(differenceTo(skew(0), unknown('no answer'))).toEqual(unknown('no answer'))
  })
})
