import { readdir, readFile } from 'node:fs/promises'
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
export async function staleFiles(folder: string, current: ReadonlySet<string>): Promise<readonly string[]> {
  const names = await readdir(join(folder, 'locations')).catch(() => [])
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => `locations/${name}`)
    .filter((path) => !current.has(path))
    .toSorted()
}

/** Text of a file, or undefined where there is none. */
export function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}
