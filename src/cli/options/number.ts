import { UsageError } from '../command.ts'

/** What a number of the command line counts, and which ones are taken. */
interface NumberKind {
  /** As a message ends: `--poll takes seconds above 0, up to a day`. */
  readonly says: string
  readonly isRight: (value: number) => boolean
}

/** Seconds between two of what is done again and again. */
export const period: NumberKind = {
  says: 'seconds above 0, up to 86400 (a day)',
  isRight: (value) => value > 0 && value <= 86_400,
}

/** The same for a person who watches: a screen that changes faster cannot be read. */
export const calmPeriod: NumberKind = {
  says: 'seconds from 1 to 86400 (a day)',
  isRight: (value) => value >= 1 && value <= 86_400,
}

/** A TCP port, 0 for any that is free. */
export const port: NumberKind = {
  says: 'a port from 0 to 65535',
  isRight: (value) => Number.isInteger(value) && value <= 65_535,
}

/** How long ago something was. */
export const hours: NumberKind = { says: 'hours above 0', isRight: (value) => value > 0 }

/** How many of something there are, at least one. */
export const count: NumberKind = {
  says: 'a whole number from 1',
  isRight: (value) => Number.isSafeInteger(value) && value >= 1,
}

/** Reads the number of an option when the call is read, so that a wrong one is refused before anything is done. */
export function numberOf(option: `--${string}`, { says, isRight }: NumberKind): (given: string) => number {
  return (given) => {
    // Only as people write them: 1e3, 0x10 or no text at all are numbers to a computer.
    const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN
    if (Number.isFinite(value) && isRight(value)) return value
    throw new UsageError(`${option} takes ${says}, not ${JSON.stringify(given)}`)
  }
}
