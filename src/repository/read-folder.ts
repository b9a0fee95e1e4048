import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { RawFile } from '../source/source-file.ts'

/** Most files that a repository of clusters is expected to have; more of them mean that the wrong folder was named. */
const MOST_FILES = 20_000

/** Larger files are not read at all: the front end would refuse them, and the memory is better used. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads all files below a folder. `folder` is absolute and `name` is what it is called in paths. What cannot be read,
 * and a link that leads out of the folder, is reported as a file that is unreadable and never followed.
 */
export async function readFolder(folder: string, name: string): Promise<readonly RawFile[]> {
  const root = await realpath(folder)
  const files: RawFile[] = []
  await walk(root, root, name, files)
  return files.toSorted((left, right) => (left.path < right.path ? -1 : 1))
}

async function walk(root: string, folder: string, name: string, files: RawFile[]): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    const shown = [name, ...relative(root, path).split(sep)].filter((part) => part !== '').join('/')
    if (files.length >= MOST_FILES) throw new Error(`"${name}" holds more than ${MOST_FILES} files`)
    if (entry.isDirectory()) await walk(root, path, name, files)
    else if (entry.isFile()) files.push(await readRaw(path, shown))
    else if (entry.isSymbolicLink()) files.push(...(await readLink(root, path, shown)))
  }
}

/** A link is followed to a file inside the folder and nowhere else; a linked folder could lead in circles. */
async function readLink(root: string, path: string, shown: string): Promise<readonly RawFile[]> {
  const target = await realpath(path).catch(() => undefined)
  if (target === undefined) return [{ path: shown, unreadable: 'the link leads nowhere' }]
  if (!target.startsWith(root + sep)) return [{ path: shown, unreadable: 'the link leads out of the repository' }]
  if ((await stat(target)).isDirectory()) return [{ path: shown, unreadable: 'links to folders are not followed' }]
  return [await readRaw(target, shown)]
}

async function readRaw(path: string, shown: string): Promise<RawFile> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST) return { path: shown, unreadable: `it has ${Math.round(size / 1024 / 1024)} MiB` }
    return { path: shown, bytes: await readFile(path) }
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
