import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs'
import { extname, sep } from 'node:path'
import type { UnreadFolder } from '../source/source-file.ts'
import { MOST_FILES, TooManyFiles } from './bounds.ts'
import { submodulesAround } from './submodules.ts'

/** Of a pipe, a socket or a device. */
const NO_FILE = 'it is neither a file nor a folder'

/** A file that was found: what it is called in paths, and where its bytes are, or why they cannot be read. */
export type FoundFile =
  | { readonly path: string; readonly full: string }
  | { readonly path: string; readonly unreadable: string; readonly folder?: UnreadFolder }

/** The files below a folder, sorted by path. */
export interface Listing {
  readonly files: readonly FoundFile[]
  /** Whether something hidden was left out. */
  readonly leavesOut: boolean
}

/**
 * Finds all files below a folder. `folder` is absolute and `name` is what it is called in paths. What cannot be read,
 * and a link that leads out of the folder or to something hidden, is there as a file that is unreadable and is never
 * followed; so is a folder with nothing in it. What is hidden is left out.
 */
export function listFolder(folder: string, name: string, most = MOST_FILES): Listing {
  const root = realpathSync(folder)
  const listed: Walk = { root, name, most, files: [], leavesOut: false }
  walk(listed, readdirSync(root, { withFileTypes: true }), { full: root, path: name })
  return {
    leavesOut: listed.leavesOut,
    files: listed.files.toSorted((left, right) => (left.path < right.path ? -1 : 1)),
  }
}

interface Walk {
  readonly root: string
  readonly name: string
  readonly most: number
  readonly files: FoundFile[]
  leavesOut: boolean
  /** Those around the folder, once somebody has asked. */
  submodules?: ReadonlySet<string>
}

/** Where something lies, and what it is called in paths. */
interface Location {
  readonly full: string
  readonly path: string
}

function walk(listed: Walk, entries: readonly Dirent[], above: Location): void {
  const { root, name, most, files } = listed
  for (const entry of entries) {
    if (isLeftOut(entry.name)) {
      listed.leavesOut = true
      continue
    }
    const full = `${above.full}${sep}${entry.name}`
    const path = above.path === '' ? entry.name : `${above.path}/${entry.name}`
    if (files.length >= most) throw new TooManyFiles(name, `${most} files`)
    if (entry.isDirectory()) walkBelow(listed, { full, path })
    else if (entry.isFile()) files.push({ path, full })
    else if (entry.isSymbolicLink()) files.push(followed(root, full, path))
    else files.push({ path, unreadable: NO_FILE })
  }
}

/** A folder of which no file is found is one that might have some elsewhere. */
function walkBelow(listed: Walk, location: Location): void {
  const { files } = listed
  const entries = entriesOf(location.full)
  if (entries === undefined) {
    files.push({ path: location.path, unreadable: 'permission denied', folder: 'closed' })
    return
  }
  const before = files.length
  walk(listed, entries, location)
  if (files.length > before) return
  const { path } = location
  if (entries.length === 0) files.push(withoutFiles(listed, location))
  else files.push({ path, unreadable: 'everything in it is hidden', folder: 'hidden' })
}

function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (isDenied(error)) return undefined
    throw error
  }
}

function withoutFiles(listed: Walk, { full, path }: Location): FoundFile {
  listed.submodules ??= submodulesAround(listed.root)
  return listed.submodules.has(full)
    ? { path, unreadable: 'the submodule is not checked out', folder: 'submodule' }
    : { path, unreadable: 'there is no file in it', folder: 'empty' }
}

function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

/** A link is followed to a file inside the folder and nowhere else; a linked folder could lead in circles. */
function followed(root: string, link: string, path: string): FoundFile {
  const full = targetOf(link)
  // What has an ending would have been a file.
  if (full === undefined) return { path, unreadable: 'the link leads nowhere', ...folderIf(extname(link) === '') }
  const target = statSync(full, { throwIfNoEntry: false })
  const isFolder = target?.isDirectory() === true
  if (!full.startsWith(root + sep))
    return { path, unreadable: 'the link leads out of the repository', ...folderIf(isFolder) }
  const below = full.slice(root.length + 1).split(sep)
  if (below.some(isLeftOut)) return { path, unreadable: 'the link leads to something hidden', ...folderIf(isFolder) }
  if (isFolder) return { path, unreadable: 'links to folders are not followed', folder: 'link' }
  return target?.isFile() === true ? { path, full } : { path, unreadable: NO_FILE }
}

function folderIf(isFolder: boolean): { readonly folder?: UnreadFolder } {
  return isFolder ? { folder: 'link' } : {}
}

function targetOf(link: string): string | undefined {
  try {
    return realpathSync(link)
  } catch {
    return undefined
  }
}

/** Whether somebody may not do what was tried. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
}
