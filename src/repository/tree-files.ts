import { posix } from 'node:path'
import type { RawFile } from '../source/source-file.ts'
import { tooLarge } from './bounds.ts'

/** What a commit has at a path: a file, a link, or the commit of another repository. */
export interface TreeEntry {
  readonly kind: 'file' | 'link' | 'submodule'
  readonly id: string
  /** Bytes of what it holds; 0 of a submodule. */
  readonly size: number
  /** Below the folder that was asked about. */
  readonly path: string
}

const KINDS: Readonly<Record<string, TreeEntry['kind']>> = { '100': 'file', '120': 'link', '160': 'submodule' }

/** The entries below a folder in what `git ls-tree -r -l -z` lists; `prefix` is the folder, with `/` at its end. What is hidden is left out. */
export function treeEntries(listing: string, prefix: string): readonly TreeEntry[] {
  return listing.split('\0').flatMap((line) => {
    const [, mode = '', id, size, path] = /^(\d{3})\d{3} \w+ ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? []
    const kind = KINDS[mode]
    if (kind === undefined || id === undefined || path === undefined || !path.startsWith(prefix)) return []
    const own = path.slice(prefix.length)
    return own.split('/').some((step) => step.startsWith('.')) ? [] : [{ kind, id, size: Number(size) || 0, path: own }]
  })
}

/** The files that entries stand for, as a working copy with them would be read; `blobOf` has what files and links hold. */
export function filesOfTree(
  entries: readonly TreeEntry[],
  blobOf: (id: string) => Uint8Array | undefined,
): readonly RawFile[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]))
  const holds = (folder: string): boolean => entries.some(({ path }) => path.startsWith(`${folder}/`))
  return entries.map(({ path, kind }): RawFile => {
    if (kind === 'submodule')
      return { path, unreadable: 'a commit does not hold the files of a submodule', folder: 'submodule' }
    const end = endOf(path, byPath, blobOf)
    const entry = end === undefined ? undefined : byPath.get(end)
    const unreadable = tooLarge(entry?.size ?? 0)
    if (unreadable !== undefined) return { path, unreadable }
    const bytes = blobOf(entry?.id ?? '')
    if (bytes !== undefined) return { path, bytes }
    if (end !== undefined && holds(end))
      return { path, unreadable: 'links to folders are not followed', folder: 'link' }
    return { path, unreadable: 'the link leads to no file here', ...(posix.extname(path) === '' && { folder: 'link' }) }
  })
}

/** Links that lead to links, and back to themselves. */
const MOST_LINKS = 40

/** Where a path leads by links; undefined where that is not below the folder. */
function endOf(
  path: string,
  byPath: ReadonlyMap<string, TreeEntry>,
  blobOf: (id: string) => Uint8Array | undefined,
  links = 0,
): string | undefined {
  const entry = byPath.get(path)
  if (entry?.kind !== 'link') return path
  if (links === MOST_LINKS) return undefined
  const target = new TextDecoder().decode(blobOf(entry.id))
  if (posix.isAbsolute(target)) return undefined
  const next = posix.join(posix.dirname(path), target)
  return next.startsWith('..') ? undefined : endOf(next.replace(/\/$/, ''), byPath, blobOf, links + 1)
}
