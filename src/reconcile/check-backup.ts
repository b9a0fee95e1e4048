import { readBackup, type BackupContents } from '../appliance/backup.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { documentParts, fingerprintOf, listText } from './snapshot.ts'

/**
 * Whether a backup unpacks and holds what was observed; a reason where it does not. Where the layout of backups is not
 * certain (`layoutKnown` false), what is not found in one says nothing; what is found has to agree all the same.
 */
export function checkBackup(bytes: Uint8Array, observed: ObservedCluster, layoutKnown: boolean): string | undefined {
  const backup = readBackup(bytes)
  if ('problem' in backup) return `it cannot be read: ${backup.problem}`
  const [first] = differences(backup, observed, layoutKnown)
  return first
}

function* differences(backup: BackupContents, observed: ObservedCluster, layoutKnown: boolean): Generator<string> {
  let compared = 0
  for (const { what, kept, seen } of pairs(backup, observed)) {
    if (kept === undefined) {
      if (layoutKnown) yield `it lacks the ${what}`
      continue
    }
    compared += 1
    if (kept !== seen) yield `the ${what} in it is not what was observed: somebody may have saved in between`
  }
  if (compared === 0 && layoutKnown) yield 'nothing in it could be compared with what was observed'
}

/** The same object in a backup and as observed, each as a text that is equal for equal content. */
interface Pair {
  readonly what: string
  readonly kept: string | undefined
  readonly seen: string
}

function* pairs(backup: BackupContents, { nodes, lists }: ObservedCluster): Generator<Pair> {
  for (const { uuid, name = uuid, documents } of nodes.values()) {
    for (const [id, seen] of documents) {
      if (seen.kind !== 'known') continue
      const kept = backup.documents.get(uuid)?.get(id)
      const text = kept === undefined ? undefined : fingerprintOf(new Map(documentParts(uuid, kept)))
      yield { what: `document "${id}" of ${name}`, kept: text, seen: seen.value }
    }
  }
  for (const list of lists.kind === 'known' ? lists.value.values() : []) {
    const kept = backup.lists.get(list.id)
    const text = kept === undefined ? undefined : listText(kept)
    yield { what: `list "${list.name}"`, kept: text, seen: listText(list) }
  }
}
