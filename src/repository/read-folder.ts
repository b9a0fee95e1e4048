import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import type { RawFile } from '../source/source-file.ts'

/** Most files that a repository of clusters is expected to have; more of them mean that the wrong folder was named. */
const MOST_FILES = 20_000

/** Larger files are not read at all: the front end would refuse them, and the memory is better used. */
const LARGEST = 64 * 1024 * 1024

/** A file that was found: what it is called in paths, and where its bytes are, or why they cannot be read. */
export type FoundFile =
  { readonly path: string; readonly full: string } | { readonly path: string; readonly unreadable: string }

/** The files below a folder, sorted by path. */
export interface Listing {
  readonly files: readonly FoundFile[]
  /** Whether something hidden was left out. */
  readonly leavesOut: boolean
}

/** Reads the file at a full path, which is shown as another one. */
export type ReadFile = (full: string, path: string) => RawFile

/**
 * Reads all files below a folder. `folder` is absolute and `name` is what it is called in paths. What cannot be read,
 * and a link that leads out of the folder or to something hidden, is reported as a file that is unreadable and never followed. What is hidden
 * is left out.
 *
 * Many small files are read one after the other: waiting for each costs several times what reading it does.
 */
export function readFolder(folder: string, name: string, readFile: ReadFile = readRaw): readonly RawFile[] {
  return listFolder(folder, name).files.map((file) => ('full' in file ? readFile(file.full, file.path) : file))
}

/** Finds what {@link readFolder} reads. */
export function listFolder(folder: string, name: string): Listing {
  const root = realpathSync(folder)
  const listed: Walk = { root, name, files: [], leavesOut: false }
  walk(listed, root, name)
  return { ...listed, files: listed.files.toSorted((left, right) => (left.path < right.path ? -1 : 1)) }
}

interface Walk {
  readonly root: string
  readonly name: string
  readonly files: FoundFile[]
  leavesOut: boolean
}

function walk(listed: Walk, folder: string, above: string): void {
  const { root, name, files } = listed
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (isLeftOut(entry.name)) {
      listed.leavesOut = true
      continue
    }
    const full = `${folder}${sep}${entry.name}`
    const path = above === '' ? entry.name : `${above}/${entry.name}`
    if (files.length >= MOST_FILES) throw new Error(`"${name}" holds more than ${MOST_FILES} files`)
    if (entry.isDirectory()) walk(listed, full, path)
    else if (entry.isFile()) files.push({ path, full })
    else if (entry.isSymbolicLink()) files.push(followed(root, full, path))
  }
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** A link is followed to a file inside the folder and nowhere else; a linked folder could lead in circles. */
function followed(root: string, link: string, path: string): FoundFile {
  const full = targetOf(link)
  if (full === undefined) return { path, unreadable: 'the link leads nowhere' }
  if (!full.startsWith(root + sep)) return { path, unreadable: 'the link leads out of the repository' }
  const below = full.slice(root.length + 1).split(sep)
  if (below.some(isLeftOut)) return { path, unreadable: 'the link leads to something hidden' }
  if (statSync(full).isDirectory()) return { path, unreadable: 'links to folders are not followed' }
  return { path, full }
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch {
    return undefined
  }
}

/** Reads a file, or says why it cannot be read. */
export function readRaw(path: string, shown: string): RawFile {
  try {
    const { size } = statSync(path)
    if (size > LARGEST) return { path: shown, unreadable: `it has ${Math.round(size / 1024 / 1024)} MiB` }
    return { path: shown, bytes: readFileSync(path) }
  } catch (error) {
    return { path: shown, unreadable: reason(error, path) }
  }
}

function reason(error: unknown, path: string): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code !== 'ENOENT') return error.message
  return path.includes('\uFFFD') ? 'its name is not UTF-8' : 'it is gone'
}
