import { append } from '../../source/append.ts'
import { hasErrors, type Diagnostic } from '../../source/diagnostic.ts'
import type { RawFile } from '../../source/source-file.ts'
import { frontEndFinding } from '../codes/front-end-codes.ts'
import { isFolder, roleOf, type FileRole, type PolicyFolder } from './layout.ts'
import { ownFolders } from './own-folders.ts'
import { unreadFolders } from './unread-folders.ts'

/** The files of one cluster by what they are. */
export interface ClusterFiles {
  readonly name: string
  /** All of them, sorted by path. */
  readonly all: readonly RawFile[]
  readonly cluster: RawFile
  readonly regions?: RawFile
  readonly waivers?: RawFile
  readonly leases?: RawFile
  readonly dialect?: RawFile
  /** By location name. */
  readonly locations: ReadonlyMap<string, RawFile>
  /** Files of the policy, sorted by path. */
  readonly policy: Readonly<Record<PolicyFolder, readonly RawFile[]>>
}

/** The files of a repository by cluster, and what is wrong with where they lie. */
export interface Gathered {
  readonly pader: RawFile | undefined
  /** Files that belong to none of the clusters, sorted by path. */
  readonly others: readonly RawFile[]
  /** Sorted by name. */
  readonly clusters: readonly ClusterFiles[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Draft {
  readonly all: RawFile[]
  cluster?: RawFile
  regions?: RawFile
  waivers?: RawFile
  leases?: RawFile
  dialect?: RawFile
  readonly locations: Map<string, RawFile>
  readonly policy: Record<PolicyFolder, RawFile[]>
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Sorts the files of a repository into clusters by their paths alone. */
export function gatherClusters(
  files: readonly RawFile[],
  { root, clusters: only }: { readonly root: string; readonly clusters?: readonly string[] },
): Gathered {
  const diagnostics: Diagnostic[] = []
  const drafts = new Map<string, Draft>()
  const strays: StrayFile[] = []
  let pader: RawFile | undefined
  const isOwn = ownFolders(files, root)
  const isAsked = (cluster: string): boolean => only === undefined || only.includes(cluster)
  const isCluster = (cluster: string): boolean => only?.includes(cluster) ?? isOwn(cluster)
  const sorted = files.toSorted((left, right) => (left.path < right.path ? -1 : 1))
  const unplaced: RawFile[] = []
  const read = new Set<string | undefined>()
  for (const file of sorted) {
    const role = roleOf(file.path, root)
    if (role.kind === 'other' || 'folder' in file) unplaced.push(file)
    if ('cluster' in role) read.add(role.cluster)
    if (role.kind === 'pader') pader = file
    else if (role.kind === 'stray') strays.push({ file, role })
    else if (role.kind !== 'other' && isCluster(role.cluster)) put(drafts, role, file)
  }
  append(
    diagnostics,
    strays
      .filter(({ role: { cluster } }) => cluster === undefined || isCluster(cluster))
      // The top of a repository holds files of all kinds.
      .filter(({ role: { cluster = '', isKnown } }) => root !== '' || isKnown || drafts.has(cluster))
      .map((stray) => strayFile(stray, only !== undefined)),
  )
  const unread = unreadFolders(unplaced, root, { isAsked, isCluster, isRead: (folder) => read.has(folder) })
  append(diagnostics, unread.diagnostics)
  const clusters = [...drafts].flatMap(([name, draft]) =>
    unread.clusters.has(name) ? [] : finished(name, draft, diagnostics),
  )
  if (drafts.size === 0 && !hasErrors(unread.diagnostics)) diagnostics.push(noCluster(root, only))
  const taken = new Set(clusters.flatMap(({ all }) => all))
  return { pader, others: sorted.filter((file) => !taken.has(file)), clusters, diagnostics }
}

function put(drafts: Map<string, Draft>, role: Extract<FileRole, { readonly cluster: string }>, file: RawFile): void {
  const draft: Draft = drafts.get(role.cluster) ?? {
    all: [],
    locations: new Map(),
    policy: { policy: [], lists: [], exports: [], templates: [], tests: [] },
  }
  drafts.set(role.cluster, draft)
  draft.all.push(file)
  if (role.kind === 'location') draft.locations.set(role.location, file)
  else if (isFolder(role.kind)) draft.policy[role.kind].push(file)
  else draft[role.kind] = file
}

function noCluster(root: string, only: readonly string[] | undefined): Diagnostic {
  const message =
    only === undefined
      ? 'there is no cluster here'
      : `there is no cluster ${only.map((name) => `"${name}"`).join(' or ')} here`
  return frontEndFinding('REF-NO-CLUSTER', { kind: 'file', file: root === '' ? '.' : root }, message)
}

function finished(name: string, draft: Draft, diagnostics: Diagnostic[]): readonly ClusterFiles[] {
  const { cluster, ...rest } = draft
  const some =
    cluster ??
    [
      ...draft.locations.values(),
      ...Object.values(draft.policy).flat(),
      draft.regions,
      draft.waivers,
      draft.leases,
      draft.dialect,
    ].find(Boolean)
  if (some === undefined) return []
  if (!NAME.test(name)) diagnostics.push(unusable(name, some))
  const locations = locationsIn(draft, diagnostics)
  if (cluster !== undefined) return [{ name, ...rest, locations, cluster }]
  const message = `the cluster "${name}" has no "cluster.yaml"`
  diagnostics.push(frontEndFinding('REF-CLUSTER-FILE', { kind: 'file', file: some.path }, message))
  return []
}

/** The locations by name. One whose name cannot be used is read as what it is to be called, which others name it by. */
function locationsIn(draft: Draft, diagnostics: Diagnostic[]): ReadonlyMap<string, RawFile> {
  const locations = new Map<string, RawFile>()
  for (const [text, file] of draft.locations) {
    const meant = NAME.test(text) ? text : text.toLowerCase().replace(/[ _.-]+/g, '-')
    const isTaken = meant !== text && (draft.locations.has(meant) || locations.has(meant))
    const usable = NAME.test(meant) && !isTaken ? meant : undefined
    locations.set(usable ?? text, file)
    if (usable !== text) diagnostics.push(unusable(text, file, usable))
  }
  return locations
}

function unusable(text: string, { path }: RawFile, usable?: string): Diagnostic {
  const help = usable === undefined ? {} : { help: `rename it to "${usable}.yaml"` }
  return frontEndFinding('REF-NAME', { kind: 'file', file: path }, `"${text}" cannot be used as a name`, help)
}

interface StrayFile {
  readonly file: RawFile
  readonly role: Extract<FileRole, { readonly kind: 'stray' }>
}

/** What lies beside the clusters, and is nothing that all of them have, holds none up that is asked for by name. */
function strayFile({ file: { path }, role: { help, cluster, isKnown } }: StrayFile, isSome: boolean): Diagnostic {
  const isHarmless = isSome && cluster === undefined && !isKnown
  const message = isHarmless ? `"${path}" lies beside the clusters and is not read` : 'this file would not be read'
  const found = frontEndFinding('REF-STRAY-FILE', { kind: 'file', file: path }, message, { help })
  return isHarmless ? { ...found, severity: 'warning' } : found
}
