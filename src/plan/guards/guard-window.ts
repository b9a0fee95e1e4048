import type { ChangeWindow } from '../../model/change-window.ts'
import type { Location } from '../../model/fleet.ts'
import { locationsReached } from '../reach.ts'
import type { Guard } from './guard.ts'
import { isInWindow, nextOpening } from './window.ts'

/** Objects outside the times at which changes may be made. */
export const guardWindow: Guard = {
  code: 'GUARD-WINDOW',
  title: 'Changes are made within a change window of each location that they affect',
  why: 'During the windows that the host file names, the people who can fix problems are available.',
  help: 'wait for the next window',
  override: '--outside-window',
  *objections(plan, { cluster, now, windows }) {
    for (const location of locationsReached(plan, cluster)) {
      const own = windows.filter(({ locations }) => locations?.includes(location.name) ?? true)
      const timed = own.map((window) => ({ window, zone: window.timeZone ?? location.timeZone?.value }))
      if (own.length === 0 || timed.some(({ window, zone }) => zone !== undefined && isInWindow(window, now, zone)))
        continue
      yield `no change window of location ${location.name} is open (${timed.map(({ window, zone }) => words(window, zone)).join(', ')})${next(own, location, now)}`
    }
  },
}

function words({ from, to }: ChangeWindow, zone: string | undefined): string {
  return `${from}–${to} ${zone ?? 'in no time zone: name one in the window or at the location'}`
}

function next(windows: readonly ChangeWindow[], { timeZone }: Location, now: string): string {
  const openings = windows.flatMap((window) => {
    const zone = window.timeZone ?? timeZone?.value
    return zone === undefined ? [] : (nextOpening(window, now, zone) ?? [])
  })
  const [first] = openings.toSorted((left, right) => left.toMillis() - right.toMillis())
  return first === undefined
    ? '; none ever opens'
    : `; the next one opens at ${first.toUTC().toISO({ suppressMilliseconds: true })}`
}
