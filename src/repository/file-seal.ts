import { statSync } from 'node:fs'

/** A clock of a file system that counts nanoseconds moves at least this often. */
const FINE_CLOCK = 25_000_000n
/** The coarsest clock of a file system moves every two seconds. */
const COARSE_CLOCK = 2_500_000_000n

/**
 * What the file system says of a file and changes whenever the file does: its number, its size, and when it was last
 * written and last touched in any way, which no program can set back. Undefined where nothing can be concluded from it:
 * there is no such file, or it has changed so recently that a second change could bear the same time.
 */
export function sealOf(path: string, now: number): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (found?.isFile() !== true) return undefined
  const { ino, size, mtimeNs, ctimeNs } = found
  const clock = ctimeNs % 1_000_000n === 0n ? COARSE_CLOCK : FINE_CLOCK
  if (BigInt(Math.trunc(now)) * 1_000_000n - ctimeNs < clock) return undefined
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`
}
