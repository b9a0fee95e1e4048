import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import type { RawFile } from '../source/source-file.ts'

/** Most files that a repository of clusters is expected to have; more of them mean that the wrong folder was named. */
const MOST_FILES = 20_000

/** Larger files are not read at all: the front end would refuse them, and the memory is better used. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads all files below a folder. `folder` is absolute and `name` is what it is called in paths. What cannot be read,
 * and a link that leads out of the folder, is reported as a file that is unreadable and never followed. What is hidden
 * is left out.
 *
 * Many small files are read one after the other: waiting for each costs several times what reading it does.
 */
export function readFolder(
  folder: string,
  name: string,
  readFile: ReadFile = readRaw,
  leaveOut: (path: string) => void = () => undefined,
): readonly RawFile[] {
  const root = realpathSync(folder)
  const files: RawFile[] = []
  walk({ root, name, files, readFile, leaveOut }, root, name)
  return files.toSorted((left, right) => (left.path < right.path ? -1 : 1))
}

/** Reads the file at a full path, which is shown as another one. */
export type ReadFile = (path: string, shown: string) => RawFile

interface Walk {
  readonly root: string
  readonly name: string
  readonly files: RawFile[]
  readonly readFile: ReadFile
  readonly leaveOut: (path: string) => void
}

function walk(reading: Walk, folder: string, above: string): void {
  const { files } = reading
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}${sep}${entry.name}`
    if (entry.name.startsWith('.') || entry.name === 'node_modules') {
      reading.leaveOut(path)
      continue
    }
    const shown = above === '' ? entry.name : `${above}/${entry.name}`
    if (files.length >= MOST_FILES) throw new Error(`"${reading.name}" holds more than ${MOST_FILES} files`)
    if (entry.isDirectory()) walk(reading, path, shown)
    else if (entry.isFile()) files.push(reading.readFile(path, shown))
    else if (entry.isSymbolicLink()) files.push(readLink(reading, path, shown))
  }
}

/** A link is followed to a file inside the folder and nowhere else; a linked folder could lead in circles. */
function readLink({ root, readFile }: Walk, path: string, shown: string): RawFile {
  const target = targetOf(path)
  if (target === undefined) return { path: shown, unreadable: 'the link leads nowhere' }
  if (!target.startsWith(root + sep)) return { path: shown, unreadable: 'the link leads out of the repository' }
  if (statSync(target).isDirectory()) return { path: shown, unreadable: 'links to folders are not followed' }
  return readFile(target, shown)
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
    return { path: shown, unreadable: reason(error) }
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  return code === 'ENOENT' ? 'it is gone' : error.message
}
