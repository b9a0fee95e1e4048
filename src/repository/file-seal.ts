import { createHash } from 'node:crypto'
import { statSync, type Stats } from 'node:fs'

/** A clock of a file system that counts less than milliseconds moves at least this often. */
const FINE_CLOCK = 25
/** The coarsest clock of a file system moves every two seconds. */
const COARSE_CLOCK = 2500

/**
 * What the file system says of a file and changes whenever the file does: its number, its size, and when it was last
 * touched in any way, which no program can set back.
 */
export type Seal = readonly [inode: number, size: number, touched: number]

/**
 * The seal of a file. Undefined where nothing can be concluded from one: there is no such file, or it has changed so
 * recently that a second change could bear the same time. `now` is the time in milliseconds.
 */
export function sealOf(path: string, now: number): Seal | undefined {
  const found = statsOf(path)
  if (found?.isFile() !== true) return undefined
  // A quarter of a microsecond is lost to numbers that are not whole; no two changes are as near to each other.
  const { ino, size, ctimeMs } = found
  const clock = Number.isInteger(ctimeMs) ? COARSE_CLOCK : FINE_CLOCK
  return now - ctimeMs < clock ? undefined : [ino, size, ctimeMs]
}

/** What a file held when it was read, by the SHA-256 of its bytes, and the seal that it had before. */
export function readUnder(seal: Seal, digest: string): string {
  return `${digest} ${seal.join(' ')}`
}

/** Whether {@link readUnder} was given this seal. */
export function isReadUnder(seal: Seal, reading: string): boolean {
  return reading.slice(DIGEST_LENGTH + 1) === seal.join(' ')
}

/** The seal that {@link readUnder} was given. */
export function sealIn(reading: string): Seal {
  const [inode = 0, size = 0, touched = 0] = reading
    .slice(DIGEST_LENGTH + 1)
    .split(' ')
    .map(Number)
  return [inode, size, touched]
}

/** One text for many seals and the names of what bears them. */
export function digestOfSeals(names: readonly string[], seals: readonly Seal[]): string {
  const numbers = Float64Array.from(seals.flat())
  return createHash('sha256').update(names.join('\n')).update(new Uint8Array(numbers.buffer)).digest('hex')
}

/** The digest of what {@link readUnder} gives. */
export function digestIn(reading: string): string {
  return reading.slice(0, DIGEST_LENGTH)
}

const DIGEST_LENGTH = 64

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
