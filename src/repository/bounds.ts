/** Most files that a repository of clusters is expected to have; more of them mean that the wrong folder was named. */
export const MOST_FILES = 20_000

/** Larger files are not read at all: the front end would refuse them, and the memory is better used. */
const LARGEST = 64 * 1024 * 1024

/** A folder, or what a commit has of it, holds more files than are read. */
export class TooManyFiles extends Error {
  constructor(name: string, most = MOST_FILES) {
    super(`"${name}" holds more than ${most} files`)
    this.name = 'TooManyFiles'
  }
}

/** Why a file of so many bytes is not read; undefined where it is. */
export function tooLarge(bytes: number): string | undefined {
  return bytes > LARGEST ? `it has ${Math.round(bytes / 1024 / 1024)} MiB` : undefined
}
