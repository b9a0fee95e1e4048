import { writeSync } from 'node:fs'

/**
 * Writes to an open file as much as can be written, and gives back the rest: whoever reads may be slow and have asked that
 * nobody waits. A reader that has gone away is an error, as it is for a stream.
 */
export function writeDirectly(number: number, bytes: Buffer): Buffer {
  let rest = bytes
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(number, rest))
    } catch (error) {
      if (isGone(error)) throw error
      return rest
    }
  }
  return rest
}

/** Whether nobody is there any more who reads what is written. */
export function isGone(error: unknown): boolean {
  return codeOf(error) === 'EPIPE'
}

/** The same of a terminal; of a disk it means that it is broken. */
export function isHungUp(error: unknown): boolean {
  return codeOf(error) === 'EIO'
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
