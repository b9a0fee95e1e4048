const MIB = 1024 * 1024

/** Most files that a repository of clusters is expected to have; more of them mean that the wrong folder was named. */
export const MOST_FILES = 20_000

/** Larger files are not read at all: the front end would refuse them, and the memory is better used. */
const LARGEST = 64 * MIB

/** Bytes that the files of a repository have together, and those of a listing of what a commit has of it. */
const MOST_TOGETHER = 512 * MIB
export const LONGEST_LISTING = 16 * MIB

/** A folder, or what a commit has of it, holds more files than are read. */
export class TooManyFiles extends Error {
  constructor(name: string, most = `${MOST_FILES} files`) {
    super(`"${name}" holds more than ${most}`)
    this.name = 'TooManyFiles'
  }
}

/** Counts the bytes of files that are read together: many that are small when they are packed would fill the memory. */
export function countingBytes(name: string, most = MOST_TOGETHER): (bytes: number) => void {
  let together = 0
  return (bytes) => {
    together += bytes
    if (together > most) throw new TooManyFiles(name, `${most / MIB} MiB of files`)
  }
}

/** Why a file of so many bytes is not read; undefined where it is. */
export function tooLarge(bytes: number): string | undefined {
  return bytes > LARGEST ? `it has ${Math.round(bytes / MIB)} MiB` : undefined
}
