import type { GatewayReader } from '../../appliance/port.ts'
import { sha256Of } from '../../model/digest.ts'
import type { ClusterName, Digest } from '../../model/names.ts'
import type { Clock, StateStore } from '../ports.ts'

/** A backup that is on the disk. */
export interface StoredBackup {
  readonly file: string
  readonly sha256: Digest
  readonly bytes: number
  readonly content: Uint8Array
}

/** Takes a backup of the whole cluster and stores it, readable by its owner only; a reason where that is not possible. */
export async function storeBackup(
  reader: GatewayReader,
  store: StateStore,
  clock: Clock,
  cluster: ClusterName,
  check: (backup: Uint8Array) => string | undefined,
): Promise<StoredBackup | { readonly failed: string }> {
  const backup = await reader.backup()
  if (backup.kind !== 'known') {
    return { failed: backup.kind === 'absent' ? 'the appliance has no backup to give' : backup.reason }
  }
  const problem = check(backup.value)
  if (problem !== undefined) return { failed: problem }
  const sha256 = sha256Of(backup.value)
  const instant = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const file = `backup/${cluster}/${instant}-${sha256.slice(0, 12)}.backup`
  await store.replace(file, backup.value)
  return { file, sha256, bytes: backup.value.byteLength, content: backup.value }
}
