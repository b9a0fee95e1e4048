import { describe, expect, test } from 'vitest'
import type { ChangeWindow, Freeze } from '../../../src/model/change-window.ts'
import { isFrozen, isInWindow, nextOpening } from '../../../src/plan/guards/window.ts'

interface Zoned extends ChangeWindow {
  readonly timeZone: string
}
const night: Zoned = { days: [6], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' }
const noon: Zoned = { days: [1, 2, 3, 4, 5], from: '12:00', to: '13:00', timeZone: 'Asia/Tokyo' }

describe('a change window', () => {
  test.each([
    ['starts on its minute', noon, '2026-03-02T03:00:00Z', true],
    ['is closed a second before', noon, '2026-03-02T02:59:59Z', false],
    ['is closed at its end', noon, '2026-03-02T04:00:00Z', false],
    ['is closed on other days', noon, '2026-03-01T03:30:00Z', false],
    ['runs over midnight', night, '2026-03-07T21:30:00Z', true],
    ['still belongs to the day it started on', night, '2026-03-08T02:30:00Z', true],
    ['does not start again the next evening', night, '2026-03-08T21:30:00Z', false],
    // 29 March 2026: clocks in Berlin go from 02:00 to 03:00; 04:00 is 02:00 UTC.
    ['is an hour shorter when clocks go forward: before the jump', night, '2026-03-29T00:59:59Z', true],
    ['is an hour shorter when clocks go forward: after the jump', night, '2026-03-29T01:59:59Z', true],
    ['is an hour shorter when clocks go forward: its end', night, '2026-03-29T02:00:00Z', false],
    // 25 October 2026: 03:00 becomes 02:00 again; 04:00 is 03:00 UTC.
    ['is an hour longer when clocks go back', night, '2026-10-25T02:59:59Z', true],
    ['is an hour longer when clocks go back: its end', night, '2026-10-25T03:00:00Z', false],
    [
      'in a time zone that nobody knows is never open',
      { ...noon, timeZone: 'Mars/Base' },
      '2026-03-02T03:30:00Z',
      false,
    ],
    ['with a time that is none is never open', { ...noon, to: '25:00' }, '2026-03-02T03:30:00Z', false],
  ])('%s', (_title, window, instant, open) => {
    expect(isInWindow(window, instant, window.timeZone)).toBe(open)
  })
})

describe('the next opening', () => {
  test.each([
    ['is today, before the window', noon, '2026-03-02T02:00:00Z', '2026-03-02T03:00:00.000Z'],
    ['is the next day of the window, while it is open', noon, '2026-03-06T03:30:00Z', '2026-03-09T03:00:00.000Z'],
    ['is a week away, right after it opened', night, '2026-03-07T21:00:00Z', '2026-03-14T21:00:00.000Z'],
    ['stays at the same time of day when clocks change', night, '2026-03-27T12:00:00Z', '2026-03-28T21:00:00.000Z'],
    ['and after they did', night, '2026-03-30T12:00:00Z', '2026-04-04T20:00:00.000Z'],
  ])('%s', (_title, window, instant, opens) => {
    expect(nextOpening(window, instant, window.timeZone)?.toUTC().toISO()).toBe(opens)
  })

  test('of a window on no day is never', () => {
    expect(nextOpening({ ...noon, days: [] }, '2026-03-02T02:00:00Z', noon.timeZone)).toBeUndefined()
  })
})

describe('a freeze', () => {
  const freeze: Freeze = { from: '2026-10-25T02:30', to: '2026-10-26T06:00', why: 'clocks go back' }
  test.each([
    // 02:30 happens twice this night; a freeze begins with the first.
    ['has not begun', 'Europe/Berlin', '2026-10-25T00:29:59Z', false],
    ['begins by the clock of the place', 'Europe/Berlin', '2026-10-25T00:30:00Z', true],
    ['lasts', 'Europe/Berlin', '2026-10-26T04:59:59Z', true],
    ['ends by the clock of the place', 'Europe/Berlin', '2026-10-26T05:00:00Z', false],
    ['is earlier in the east', 'Asia/Tokyo', '2026-10-25T21:00:00Z', false],
  ])('%s', (_title, zone, instant, frozen) => {
    expect(isFrozen(freeze, instant, zone)).toBe(frozen)
  })

  test('that cannot be read holds', () => {
    expect(isFrozen({ ...freeze, to: 'soon' }, '2030-01-01T00:00:00Z', 'UTC')).toBe(true)
    expect(isFrozen(freeze, '2030-01-01T00:00:00Z', 'Mars/Base')).toBe(true)
  })
})
