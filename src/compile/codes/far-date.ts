import type { Diagnostic } from '../../source/diagnostic.ts'
import type { Place } from '../../source/place.ts'
import { frontEndFinding } from './front-end-codes.ts'

const YEARS_AHEAD = 10

/** Says of what is accepted until a date (YYYY-MM-DD) that it never ends, as far as anybody who agreed on it is concerned. */
export function farDate(what: string, expires: string, today: string, place: Place): readonly Diagnostic[] {
  const years = Number(expires.slice(0, 4)) - Number(today.slice(0, 4))
  if (years < YEARS_AHEAD) return []
  return [frontEndFinding('REF-DATE-FAR', place, `${what} ends on ${expires}, in ${years} years`)]
}
