import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { daysBetween } from './days.ts'

const YEARS_AHEAD = 10

/** Says of what is accepted until a date (YYYY-MM-DD) that it never ends, as far as anybody who agreed on it is concerned. */
export function farDate(what: string, expires: string, today: string, place: Place): readonly Diagnostic[] {
  const years = Math.floor(daysBetween(today, expires) / 365.25)
  if (years < YEARS_AHEAD) return []
  return [frontEndFinding('REF-DATE-FAR', place, `${what} ends on ${expires}, in ${years} years`)]
}
