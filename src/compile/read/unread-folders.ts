import type { Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile, UnreadFolder } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { isReadBelow, stepsBelow } from './layout.ts'

/** What is wrong with folders of a repository, and the clusters of which not all files are known for that. */
export interface UnreadFolders {
  readonly diagnostics: readonly Diagnostic[]
  readonly clusters: ReadonlySet<string>
}

/**
 * Says which folders could hold a cluster or a part of one and show no files, and which hold nothing that is read. The top
 * of a repository holds folders of all kinds: there a submodule is the only one that is told, and as what it may be. `files`
 * are those that nothing reads, and the folders; `isRead` says of a folder whether it has others.
 */
export function unreadFolders(
  files: readonly RawFile[],
  root: string,
  { isAsked, isCluster, isRead }: Readonly<Record<'isAsked' | 'isCluster' | 'isRead', (cluster: string) => boolean>>,
): UnreadFolders {
  const clusters = new Set<string>()
  const found = new Map<string, Found[]>()
  for (const one of files.flatMap((file) => within(file, root))) {
    const inside = found.get(one.cluster)
    if (inside !== undefined) inside.push(one)
    else if (isAsked(one.cluster)) found.set(one.cluster, [one])
  }
  const diagnostics = [...found].flatMap(([cluster, inside]) => {
    const parts = isCluster(cluster) ? inside.filter(isLostPart) : []
    if (parts.length > 0) clusters.add(cluster)
    if (parts.length > 0) return parts.map((part) => unread(part.path, part))
    return isRead(cluster) ? [] : notACluster(cluster, inside, root)
  })
  return { diagnostics, clusters }
}

/** A file, or a folder that shows none, within a folder that may be a cluster. */
interface Found {
  readonly path: string
  readonly cluster: string
  /** The path below the folder of the cluster; empty for the folder itself. */
  readonly below: readonly string[]
  /** Why the files of a folder are not known, and in words. */
  readonly folder?: UnreadFolder
  readonly unreadable?: string
}

function within(file: RawFile, root: string): readonly Found[] {
  const { path } = file
  const [cluster, ...below] = stepsBelow(path, root) ?? []
  if (cluster === undefined) return []
  if ('folder' in file) return [{ cluster, below, ...file }]
  return below.length > 0 ? [{ path, cluster, below }] : []
}

/** Whether a folder may hold a part of a cluster. An empty one holds no more than one that is not there. */
function isLostPart({ folder, below }: Found): boolean {
  return folder !== undefined && folder !== 'empty' && folder !== 'hidden' && isReadBelow(below)
}

/** What to say of a folder in which nothing is read. */
function notACluster(cluster: string, inside: readonly Found[], root: string): readonly Diagnostic[] {
  const [first] = inside
  if (root === '') return first?.folder === 'submodule' && first.below.length === 0 ? [mayBeCluster(first)] : []
  const path = `${root}/${cluster}`
  const isUnread = first !== undefined && inside.every(({ folder }) => folder !== undefined && folder !== 'hidden')
  if (isUnread && (first.below.length === 0 || inside.every(({ folder }) => folder === 'empty')))
    return [unread(path, first)]
  const message = `"${cluster}" is no cluster: it has no "cluster.yaml", and nothing in it is read`
  return [frontEndFinding('REF-IDLE-FOLDER', { kind: 'file', file: path }, message)]
}

function mayBeCluster({ path, unreadable = '' }: Found): Diagnostic {
  const message = `nothing is read in "${path}": ${unreadable}`
  return frontEndFinding('REF-IDLE-FOLDER', { kind: 'file', file: path }, message, { help: HELP.submodule })
}

function unread(path: string, { folder = 'empty', unreadable = '' }: Found): Diagnostic {
  const message = `nothing is read in this folder: ${unreadable}`
  return frontEndFinding('REF-UNREAD-FOLDER', { kind: 'file', file: path }, message, { help: HELP[folder] })
}

const HELP: Readonly<Record<UnreadFolder, string>> = {
  empty: 'add "cluster.yaml", or remove the folder; a submodule is checked out with "git submodule update --init"',
  hidden: 'add "cluster.yaml", or remove the folder',
  submodule:
    'check it out with "git submodule update --init"; for a watch, which fetches none, keep the files themselves in git',
  link: 'make a folder of it, or remove the link',
  closed: 'make it readable for whoever runs this',
}
