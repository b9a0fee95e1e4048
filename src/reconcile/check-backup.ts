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
  for (const { uuid, name = uuid, documents } of observed.nodes.values()) {
    for (const [id, seen] of documents) {
      if (seen.kind !== 'known') continue
      const kept = backup.documents.get(uuid)?.get(id)
      if (kept === undefined) {
        if (layoutKnown) yield `it lacks the document "${id}" of ${name}`
        continue
      }
      compared += 1
      if (fingerprintOf(new Map(documentParts(uuid, kept))) !== seen.value)
        yield `the document "${id}" of ${name} in it is not what was observed: somebody may have saved in between`
    }
  }
  for (const list of observed.lists.kind === 'known' ? observed.lists.value.values() : []) {
    const kept = backup.lists.get(list.id)
    if (kept === undefined) {
      if (layoutKnown) yield `it lacks the list "${list.name}"`
      continue
    }
    compared += 1
    if (listText(kept) !== listText(list))
      yield `the list "${list.name}" in it is not what was observed: somebody may have saved in between`
  }
  if (compared === 0 && layoutKnown) yield 'nothing in it could be compared with what was observed'
}
