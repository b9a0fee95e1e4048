import { readBackup } from '../../appliance/backup.ts'
import type { Digest } from '../../model/names.ts'
import { archiveOf, nameOfFiles, type Archive } from './archive.ts'
import type { Look } from '../observe/observe.ts'
import { fingerprintOf, listPart } from '../observe/snapshot.ts'

/** What a backup shows, and the fingerprint of what a look of the same time saw. */
export interface Stored {
  readonly archive: Archive
  readonly fingerprint: Digest
}

/** A backup beside the look that was made at its time; undefined where it does not unpack. */
export function storedAs({ snapshot }: Look, backup: Uint8Array): Stored | undefined {
  const archive = archiveOf(backup)
  return archive && { archive, fingerprint: fingerprintOf(snapshot) }
}

/** Something that a colleague stored and a commit took back without anybody having looked at it. */
export interface TakenBack {
  /** As a snapshot names it where that is known; else `backup file PATH`. */
  readonly object: string
  /** What the colleague had stored. */
  readonly text: string
}

/**
 * What a commit took back of a colleague's. It stores what its session had when it began, with everything that nobody
 * reads: system files that YAML does not manage, documents that no setting lies in. Three backups tell it whatever their
 * layout is: before the session, just before the commit, and after it. What moved from the first to the second and is in
 * the third as it was in the first has been taken back; a file that is another one in every backup never is.
 */
export function takenBack(
  first: Stored | undefined,
  beforeCommit: Uint8Array,
  after: Uint8Array,
): readonly TakenBack[] {
  const [last, now] = [archiveOf(beforeCommit), archiveOf(after)]
  if (first === undefined || last === undefined || now === undefined) return []
  const names = [...new Set([...first.archive.keys(), ...last.keys()])].filter(
    (name) => first.archive.get(name) !== last.get(name) && first.archive.get(name) === now.get(name),
  )
  return names.length === 0 ? [] : named(names, beforeCommit)
}

function named(names: readonly string[], backup: Uint8Array): readonly TakenBack[] {
  const contents = readBackup(backup)
  if ('problem' in contents) return names.map((name) => ({ object: `backup file ${name}`, text: '' }))
  const { files, origins } = contents
  const nameOf = nameOfFiles(files.keys())
  const paths = new Map([...files.keys()].map((path) => [nameOf(path), path]))
  return names.map((name) => {
    const path = paths.get(name) ?? name
    const origin = origins.get(path)
    const text = files.get(path) ?? ''
    if (origin === undefined) return { object: `backup file ${name}`, text }
    if (origin.kind === 'list') return { object: listPart(origin.id), text }
    return { object: `node ${origin.node} document ${origin.document}`, text }
  })
}
