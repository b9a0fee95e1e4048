import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a file of the artifacts is to hold, by its path below the cluster's folder and the SHA-256 of its bytes. */
export interface ExpectedFile {
  readonly path: string
  readonly digest: string
}

/** The files that are not there, or hold something else. */
export function differingFiles(folder: string, files: readonly ExpectedFile[]): readonly string[] {
  return files.filter((file) => !holds(join(folder, file.path), file.digest)).map(({ path }) => path)
}

/** Files of locations that went away. Only what looks like a location's artifact is ever taken for one. */
export function staleFiles(folder: string, current: ReadonlySet<string>): readonly string[] {
  return namesIn(join(folder, 'locations'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `locations/${name}`)
    .filter((path) => !current.has(path))
    .toSorted()
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function holds(path: string, digest: string): boolean {
  try {
    return hash('sha256', readFileSync(path)) === digest
  } catch {
    return false
  }
}
