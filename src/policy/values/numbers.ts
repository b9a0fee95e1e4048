import type { Span, Spans } from './spans.ts'

/** Steps between two whole numbers: even positions are numbers of six digits, odd ones what lies between them. */
const STEP = 2_000_000n
const END = 1n << 120n

/** The place of a number on the line; undefined for a text that is none. */
export function numberPlace(text: string): bigint | undefined {
  if (!/^-?\d+(\.\d{1,6})?$/.test(text)) return undefined
  const [whole = '0', part = ''] = text.replace('-', '').split('.')
  const place = (BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'))) * 2n
  return text.startsWith('-') ? -place : place
}

/** The numbers above a place. */
export function above(place: bigint): Span {
  return [place + 1n, END]
}

/** The numbers at a place and above. */
export function from(place: bigint): Span {
  return [place, END]
}

/** The least and the greatest of some numbers; without one of them there is none. */
export interface NumberRange {
  readonly least?: number
  readonly most?: number
}

/** The numbers of a range. */
export function numbersBetween({ least, most }: NumberRange): Spans {
  const at = (number: number): bigint => BigInt(number) * STEP
  return [[least === undefined ? -END : at(least), most === undefined ? END : at(most)]]
}

/** A number within a span: a whole one where there is one. */
export function numberWithin([first, last]: Span): number {
  const low = first < 0n ? -first : first
  const whole = first < 0n ? -((low / STEP) * STEP) : ((low + STEP - 1n) / STEP) * STEP
  const place = first <= 0n && last >= 0n ? 0n : whole >= first && whole <= last ? whole : first
  return Number(place) / Number(STEP)
}
