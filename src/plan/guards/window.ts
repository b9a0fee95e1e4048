import { DateTime } from 'luxon'
import type { ChangeWindow, Freeze } from '../../model/change-window.ts'

/**
 * Whether an instant lies in the window by the clock of a time zone; the end is not part of it. Wall-clock times are
 * looked up on the day itself, so that a window from 22:00 stays at 22:00 when the clocks change. A time that the clock
 * jumps over counts as that much later, so that the window is shorter and never longer. A window that cannot be read is
 * never open.
 */
export function isInWindow(window: ChangeWindow, instant: string, timeZone: string): boolean {
  const now = DateTime.fromISO(instant, { zone: timeZone })
  // A window that runs over midnight may have started yesterday.
  return [now, now.minus({ days: 1 })].some((day) => {
    if (!window.days.includes(day.weekday)) return false
    const from = at(day, window.from)
    // By what the window says and not by instants: a clock that jumps may bring the two together.
    const until = at(window.to > window.from ? day : day.plus({ days: 1 }), window.to)
    return from.isValid && until.isValid && now >= from && now < until
  })
}

/** The next instant at which the window opens, within the days of a week; undefined where it never does. */
export function nextOpening(window: ChangeWindow, instant: string, timeZone: string): DateTime | undefined {
  const now = DateTime.fromISO(instant, { zone: timeZone })
  return Array.from({ length: 8 }, (_, days) => now.plus({ days }))
    .filter((day) => window.days.includes(day.weekday))
    .map((day) => at(day, window.from))
    .find((from) => from.isValid && from > now)
}

/**
 * Whether an instant lies in the freeze by the clock of a time zone. A time of day that happens twice, when clocks go
 * back, counts so that the freeze is longer; a freeze that cannot be read holds.
 */
export function isFrozen(freeze: Freeze, instant: string, timeZone: string): boolean {
  const now = DateTime.fromISO(instant, { zone: timeZone })
  const [from] = instantsOf(freeze.from, timeZone)
  const to = instantsOf(freeze.to, timeZone).at(-1)
  return !now.isValid || from === undefined || to === undefined || (now >= from && now < to)
}

/** The one instant, or the two, at which the clock of a time zone shows a time; none where it cannot be read. */
function instantsOf(wallClock: string, timeZone: string): readonly DateTime[] {
  const time = DateTime.fromISO(wallClock, { zone: timeZone })
  return time.isValid ? time.getPossibleOffsets().toSorted((left, right) => left.toMillis() - right.toMillis()) : []
}

function at(day: DateTime, time: string): DateTime {
  const clock = DateTime.fromFormat(time, 'HH:mm')
  return clock.isValid ? day.startOf('day').set({ hour: clock.hour, minute: clock.minute }) : DateTime.invalid('time')
}
