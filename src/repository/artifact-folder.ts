import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOfSeals, readUnder, sealIn, sealOf, type Seal } from './file-seal.ts'

/** What a file of the artifacts is to hold, by its path below the cluster's folder and the SHA-256 of its bytes. */
export interface ExpectedFile {
  readonly path: string
  readonly digest: string
}

/** By path, what a file held and the seal that it had then: while it has that seal, it need not be read. */
export type FolderSeals = ReadonlyMap<string, string>

/** What was found in a folder of artifacts. */
export interface ExaminedFolder {
  /** Paths of the files that are not there, or hold something else. */
  readonly differing: readonly string[]
  /** Of the files that hold what they are to hold. */
  readonly seals: FolderSeals
}

/** A folder in which every file held what it was to hold, and by what one sees that nothing was touched since. */
export interface IntactFolder {
  readonly folder: string
  readonly paths: readonly string[]
  /** What they were to hold, in short. */
  readonly content: string
  readonly seals: string
}

/** Whether nothing was touched in a folder since it was right. `now` is the time in milliseconds. */
export function isUntouched({ folder, paths, seals }: IntactFolder, now: number): boolean {
  return sealsOf(folder, paths, now) === seals && staleFiles(folder, new Set(paths)).length === 0
}

/** Compares a folder with what it is to hold. `now` is the time in milliseconds; `known` are seals from an earlier time. */
export function examineFolder(
  folder: string,
  files: readonly ExpectedFile[],
  now: number,
  known: FolderSeals = new Map(),
): ExaminedFolder {
  const differing: string[] = []
  const seals = new Map<string, string>()
  for (const { path, digest } of files) {
    const full = `${folder}/${path}`
    // A file that changes while it is read no longer has the seal that was taken before.
    const seal = sealOf(full, now)
    const sealed = seal === undefined ? undefined : readUnder(seal, digest)
    const isKnown = sealed !== undefined && known.get(path) === sealed
    if (!isKnown && !holds(full, digest)) differing.push(path)
    else if (sealed !== undefined) seals.set(path, sealed)
  }
  return { differing, seals }
}

/** The seals that files have, in short; undefined where one of them has none. */
function sealsOf(folder: string, paths: readonly string[], now: number): string | undefined {
  const seals: Seal[] = []
  for (const path of paths) {
    const seal = sealOf(`${folder}/${path}`, now)
    if (seal === undefined) return undefined
    seals.push(seal)
  }
  return digestOfSeals(paths, seals)
}

/** The same of files that were examined. */
export function sealsIn(seals: FolderSeals): string {
  return digestOfSeals([...seals.keys()], [...seals.values()].map(sealIn))
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
