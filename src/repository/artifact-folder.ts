import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the artifacts, by its path below the cluster's folder. */
export interface OutputFile {
  readonly path: string
  readonly text: string
}

/** What a cluster's folder of artifacts is to hold; the manifest is written when everything else is there. */
export interface OutputFolder {
  readonly files: readonly OutputFile[]
  readonly manifest: OutputFile
}

/** What writing did. */
export interface Written {
  readonly written: readonly string[]
  readonly unchanged: number
  readonly removed: readonly string[]
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

/** Whether a file is there and holds these bytes. */
export function holds(path: string, bytes: Buffer): boolean {
  try {
    return readFileSync(path).equals(bytes)
  } catch {
    return false
  }
}
