import { describe, expect, test } from 'vitest'
import { isInWindow, type ChangeWindow } from '../../../src/plan/guards/window.ts'

const night: ChangeWindow = { days: [6], start: '22:00', end: '04:00', timeZone: 'Europe/Berlin' }
const noon: ChangeWindow = { days: [1, 2, 3, 4, 5], start: '12:00', end: '13:00', timeZone: 'Asia/Tokyo' }

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
    ['with a time that is none is never open', { ...noon, end: '25:00' }, '2026-03-02T03:30:00Z', false],
  ])('%s', (_title, window, instant, open) => {
    expect(isInWindow(window, instant)).toBe(open)
  })
})
