import { Ended } from '../ending/ended.ts'
import type { Look } from '../observe/observe.ts'
import { fingerprintOf } from '../observe/snapshot.ts'
import type { RunContext } from '../run/run-context.ts'
import { takeBackup } from '../backup/archive.ts'
import { storeBackup } from '../backup/store-backup.ts'
import { storedAs } from '../backup/taken-back.ts'

/**
 * Knows what the cluster stores right before something is written. The first time that is a backup which a person can
 * restore, and nothing is written without one; later it is one that is only looked at, where something has moved since.
 */
export async function knowStored(seen: Look, context: RunContext): Promise<void> {
  const { setup, cache } = context
  if (cache.stored === undefined) return backUp(seen, context)
  if (cache.stored.fingerprint === fingerprintOf(seen.snapshot)) return
  const backup = await setup.gateways.entry.read(takeBackup)
  if (backup === undefined) throw noBackup('the entry node gave none')
  cache.stored = storedAs(seen, backup)
}

async function backUp(seen: Look, { setup, journal, tell, cache }: RunContext): Promise<void> {
  const backup = await setup.gateways.entry.read((reader) =>
    storeBackup(reader, setup.store, setup.clock, setup.cluster, (bytes) => setup.checkBackup(bytes, seen.cluster)),
  )
  if ('failed' in backup) throw noBackup(backup.failed)
  await journal.add({ kind: 'backup stored', file: backup.file, sha256: backup.sha256 })
  await tell({ kind: 'backed up', file: backup.file, digest: backup.sha256, bytes: backup.bytes })
  cache.stored = storedAs(seen, backup.content)
}

function noBackup(reason: string): Ended {
  const remedy =
    'make sure that the account may take a backup and that the appliance has room for it; nothing is changed without one'
  return new Ended({ kind: 'guarded', objections: [`no backup: ${reason}`], remedy })
}
