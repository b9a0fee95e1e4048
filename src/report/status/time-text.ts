import { timeText } from '../../source/time-text.ts'

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

/** By how much an instant may lie ahead without anybody minding (seconds): clocks of two machines are never the same. */
const NO_MATTER = 2

/**
 * How long ago an ISO instant is: `3 minutes ago`. One that lies ahead was written by a clock that is ahead of this one, or
 * before this one was set back, and nobody knows how long ago it was.
 */
export function ageText(iso: string, now: string): string {
  const seconds = Math.round((Date.parse(now) - Date.parse(iso)) / 1000)
  return seconds < -NO_MATTER
    ? `${timeText(iso)}, by a clock that is ${spanText(-seconds)} ahead of the one here`
    : `${spanText(Math.max(0, seconds))} ago`
}

function spanText(seconds: number): string {
  const [size, word] = UNITS.find(([length]) => seconds >= length) ?? [1, 'second']
  const count = Math.floor(seconds / size)
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
