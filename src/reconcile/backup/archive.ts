import { createHash } from 'node:crypto'
import { readBackup, unpackBackup, type BackupContents, type BackupOrigin } from '../../appliance/backup.ts'
import type { GatewayReader } from '../../appliance/port.ts'
import { onceForEach } from '../../source/once-for-each.ts'
import type { Uuid } from '../../model/names.ts'
import { checkBackup } from './check-backup.ts'
import type { Look } from '../observe/observe.ts'

/** The files of a backup by the digests of what they hold: two that are equal show the same storage, however it was packed. */
export type Archive = ReadonlyMap<string, string>

/** What a file of a backup is, where that was seen. */
export type ArchivedPart =
  | { readonly kind: 'document'; readonly node: Uuid; readonly document: string }
  | { readonly kind: 'list'; readonly id: string }
  | { readonly kind: 'file'; readonly node: Uuid; readonly path: string }
  /** Nobody looks at it. */
  | { readonly kind: 'unread' }

/** A backup that holds everything that a look saw. */
export interface AgreeingArchive {
  readonly archive: Archive
  readonly parts: ReadonlyMap<string, ArchivedPart>
}

/** Takes a backup; undefined where there is none to be had, or it does not unpack. */
export async function takeBackup(reader: GatewayReader): Promise<Uint8Array | undefined> {
  const backup = await reader.backup()
  return backup.kind === 'known' ? backup.value : undefined
}

/** The digests of a backup's files; undefined where it does not unpack. */
export const archiveOf = onceForEach((backup: Uint8Array): Archive | undefined => {
  const unpacked = unpackBackup(backup)
  if ('problem' in unpacked) return undefined
  const nameOf = nameOfFiles(unpacked.files.keys())
  return new Map(
    [...unpacked.files].map(([path, text]) => [nameOf(path), createHash('sha256').update(text).digest('base64')]),
  )
})

/**
 * Names of the files that stay when a storage is followed by another: below some top folders everything lies in one
 * folder, whose name says which storage it is and not what is in it.
 */
export function nameOfFiles(paths: Iterable<string>): (path: string) => string {
  const below = new Map<string, Set<string>>()
  for (const [top = '', second = ''] of [...paths].map((path) => path.split('/')))
    below.set(top, (below.get(top) ?? new Set()).add(second))
  return (path) => {
    const [top = '', , ...rest] = path.split('/')
    return rest.length > 0 && below.get(top)?.size === 1 ? [top, '*', ...rest].join('/') : path
  }
}

/** Names of the files that only one of two backups has, or that are another one in each. */
export function movedFiles(before: Archive, after: Archive): readonly string[] {
  const gone = [...before.keys()].filter((path) => !after.has(path))
  return [...gone, ...[...after].flatMap(([path, digest]) => (before.get(path) === digest ? [] : [path]))]
}

/**
 * Compares a backup with a look that was made after it. Undefined unless everything that was seen is in the backup as it
 * was seen: then, and only then, a backup with the same files means that nothing of it has moved.
 */
export function agreeingArchive(backup: Uint8Array, { cluster }: Look): AgreeingArchive | undefined {
  const contents = readBackup(backup)
  const archive = archiveOf(backup)
  if ('problem' in contents || archive === undefined || checkBackup(backup, cluster, true) !== undefined)
    return undefined
  const files = archivedFiles(contents, cluster)
  const product =
    cluster.version.kind === 'known' ? `${cluster.version.value.version}-${cluster.version.value.build}` : ''
  if (files === undefined || contents.product !== product || !holdsRuleSets(contents, cluster.ruleSets))
    return undefined
  const nameOf = nameOfFiles(contents.files.keys())
  const known = [...contents.origins].map(
    ([path, origin]) => [path, isRead(origin, cluster) ? origin : unread] as const,
  )
  const parts = [...known, ...files].map(([path, part]) => [nameOf(path), part] as const)
  return { archive, parts: new Map<string, ArchivedPart>(parts) }
}

const unread: ArchivedPart = { kind: 'unread' }

function isRead(origin: BackupOrigin, { nodes, lists }: Look['cluster']): boolean {
  if (origin.kind === 'list') return lists.kind === 'known' && lists.value.has(origin.id)
  return nodes.get(origin.node)?.documents.get(origin.document)?.kind === 'known'
}

/** Where the system files that were read stand in a backup; undefined unless all of them do, with the same text. */
function archivedFiles(
  { files }: BackupContents,
  { nodes }: Look['cluster'],
): ReadonlyMap<string, ArchivedPart> | undefined {
  const found = new Map<string, ArchivedPart>()
  const pathsOf = pathsByNode(files.keys())
  for (const { uuid, systemFiles } of nodes.values()) {
    for (const [path, text] of systemFiles) {
      const [only, ...others] = (pathsOf.get(uuid) ?? []).filter((name) =>
        name.endsWith(`/${path.replace(/^\/+/, '')}`),
      )
      const held = only === undefined || others.length > 0 ? undefined : files.get(only)
      if (only === undefined || text.kind !== 'known' || held !== text.value) return undefined
      found.set(only, { kind: 'file', node: uuid, path })
    }
  }
  return found
}

/** The paths that name a node. */
function pathsByNode(paths: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const own = new Map<string, string[]>()
  for (const path of paths) {
    const node = (/[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/i.exec(path)?.[0] ?? '').toUpperCase()
    const known = own.get(node)
    if (known === undefined) own.set(node, [path])
    else known.push(path)
  }
  return own
}

/** Whether the ids of the rule sets that were read stand in a file that is neither a document of a node nor a list. */
function holdsRuleSets({ files, origins }: BackupContents, ruleSets: Look['cluster']['ruleSets']): boolean {
  if (ruleSets.kind !== 'known') return true
  const others = [...files].flatMap(([path, text]) => (origins.has(path) ? [] : [text]))
  return ruleSets.value.every(({ id }) => others.some((text) => text.includes(id)))
}
