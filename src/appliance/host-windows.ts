import { IANAZone } from 'luxon'
import type { ChangeTimes, ChangeWindow, Freeze } from '../model/change-window.ts'
import { date } from '../model/forms/time.ts'
import { fieldsOf, oneOf, reject, sequenceOf, text, type Fields, type Read } from '../source/fields.ts'
import { filled } from './host-texts.ts'

/** Days of the week as the host file names them, Monday first. */
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** Reads when a cluster may be changed. */
export function readChangeTimes(fields: Fields): ChangeTimes {
  return {
    windows: fields.optional('windows', sequenceOf(readWindow)) ?? [],
    freezes: fields.optional('freezes', sequenceOf(readFreeze)) ?? [],
  }
}

const readWindow: Read<ChangeWindow> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const days = fields.optional('days', sequenceOf(oneOf(DAYS)))?.map((day) => DAYS.indexOf(day) + 1) ?? EVERY_DAY
  const from = fields.required('from', timeOfDay)
  const to = fields.required('to', timeOfDay)
  const where = readWhere(fields)
  fields.done()
  return from === undefined || to === undefined ? undefined : { days, from, to, ...where }
}

const readFreeze: Read<Freeze> = (value, at) => {
  const fields = fieldsOf(value, at)
  if (fields === undefined) return undefined
  const from = fields.required('from', wallClock)
  const to = fields.required('to', wallClock)
  const why = fields.required('why', filled)
  const where = readWhere(fields)
  fields.done()
  if (from === undefined || to === undefined || why === undefined) return undefined
  return from < to ? { from, to, why, ...where } : reject(at, `a freeze that ends at ${to}, not after ${from}`)
}

function readWhere(fields: Fields): Pick<ChangeWindow, 'timeZone' | 'locations'> {
  const timeZone = fields.optional('timeZone', zoneName)
  const locations = fields.optional('locations', sequenceOf(text))
  return { ...(timeZone === undefined ? {} : { timeZone }), ...(locations === undefined ? {} : { locations }) }
}

const timeOfDay: Read<string> = (value, at) =>
  typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
    ? value
    : reject(at, 'expected a time such as "22:00", in quotation marks')

const wallClock: Read<string> = (value, at) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(`${value}Z`)) &&
  date.fits(value)
    ? value
    : reject(at, 'expected a day and time such as "2026-12-18T18:00", by the clock of the place')

const zoneName: Read<string> = (value, at) =>
  typeof value === 'string' && IANAZone.isValidZone(value)
    ? value
    : reject(at, 'expected a time zone by its IANA name, such as Europe/Berlin')
