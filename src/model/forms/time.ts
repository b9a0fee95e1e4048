import { onceForEachText } from '../../source/once-for-each.ts'
import type { Form } from './form.ts'
import { usualZoneNames } from './usual-zones.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})/

/** Whether the date that a text begins with is in the calendar; a text that begins with none is not looked at. */
function isInCalendar(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (day === undefined) return true
  // The day before the first of the next month is the last of this one.
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last
}

/** A day, alone or with a time behind it. How it is written is said by a pattern; this says whether there is such a day. */
export const date: Form = {
  subject: 'date',
  name: 'day of the calendar',
  like: '"2027-03-31"',
  fits: isInCalendar,
  faultOf: () => ({}),
}

let usual: ReadonlySet<string> | undefined

/** Whether there is a time zone: one of the usual names, or what else the engine takes for one. */
const isZone = onceForEachText((text) => {
  usual ??= new Set(usualZoneNames.split(/\s/))
  return usual.has(text) || canUse(text)
})

function canUse(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A time zone by its IANA name. */
export const timeZone: Form = {
  subject: 'time-zone',
  name: 'time zone',
  like: '"Asia/Tokyo", by its IANA name',
  // How it is written is said by a pattern.
  fits: (text) => !text.includes('/') || isZone(text),
  faultOf: () => ({}),
}
