import { DateTime } from 'luxon'

/** A stretch of time in which changes may be made, on some days of the week, by the clock of a time zone. */
export interface ChangeWindow {
  /** 1 Monday to 7 Sunday: the days on which the window starts. */
  readonly days: readonly number[]
  /** `HH:MM`; an end that is not after the start lies on the next day. */
  readonly start: string
  readonly end: string
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string
}

/**
 * Whether an instant lies in the window; the end is not part of it. Wall-clock times are looked up on the day itself, so
 * that a window from 22:00 stays at 22:00 when the clocks change. A window that cannot be read is never open.
 */
export function isInWindow(window: ChangeWindow, instant: string): boolean {
  const now = DateTime.fromISO(instant, { zone: window.timeZone })
  // A window that runs over midnight may have started yesterday.
  return [now, now.minus({ days: 1 })].some((day) => {
    if (!window.days.includes(day.weekday)) return false
    const from = at(day, window.start)
    const sameDay = at(day, window.end)
    const until = sameDay > from ? sameDay : at(day.plus({ days: 1 }), window.end)
    return from.isValid && until.isValid && now >= from && now < until
  })
}

function at(day: DateTime, time: string): DateTime {
  const clock = DateTime.fromFormat(time, 'HH:mm')
  return clock.isValid ? day.startOf('day').set({ hour: clock.hour, minute: clock.minute }) : DateTime.invalid('time')
}
