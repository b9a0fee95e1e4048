import { readBackup, type BackupContents } from '../../appliance/backup.ts'
import { sha256Of } from '../../model/digest.ts'
import type { ClusterName } from '../../model/names.ts'
import type { StateStore } from '../ports.ts'

/** A backup in the state directory, as its name tells it. */
export interface KeptBackup {
  /** Name in the state directory. */
  readonly file: string
  /** SHA-256 of its bytes, or the first digits of it. */
  readonly id: string
  /** When it was taken, as an ISO instant. */
  readonly at: string
}

const NAME = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)-([0-9a-f]{12})\.backup$/

/** The backups of a cluster, newest first; other files are none. */
export async function keptBackups(store: StateStore, cluster: ClusterName): Promise<readonly KeptBackup[]> {
  const folder = `backup/${cluster}`
  return (await store.list(folder))
    .flatMap((name) => {
      const [, hour, minute, second, rest, id] = NAME.exec(name) ?? []
      if (hour === undefined || id === undefined) return []
      return [{ file: `${folder}/${name}`, id, at: `${hour}:${minute}:${second}.${rest}` }]
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

/** Whether the bytes of a backup are still those that were stored. */
export function isIntact({ id }: Pick<KeptBackup, 'id'>, bytes: Uint8Array): boolean {
  return sha256Of(bytes).startsWith(id)
}

/** A backup that can be relied on, taken out of the state directory. */
export interface OpenedBackup {
  readonly bytes: Uint8Array
  readonly contents: BackupContents
}

/**
 * Takes a backup out of the state directory; why nobody may rely on it where it is gone, damaged or does not unpack. All
 * who look into a backup do it here: the bytes of another one unpack as well, and say something else.
 */
export async function openBackup(
  store: StateStore,
  backup: Pick<KeptBackup, 'file' | 'id'>,
): Promise<OpenedBackup | { readonly problem: string }> {
  const bytes = await store.read(backup.file)
  if (bytes === undefined) return { problem: 'it is gone' }
  if (!isIntact(backup, bytes)) return { problem: 'it is damaged: its bytes are not those that were stored' }
  const contents = readBackup(bytes)
  return 'problem' in contents ? contents : { bytes, contents }
}

/** How long backups are kept. */
export interface Retention {
  /** The newest so many are kept, however old. */
  readonly last: number
  /** Of each of the last so many days the newest one is kept. */
  readonly days: number
}

/** The backups that may go: neither among the newest, nor the newest of a day that counts, nor needed by name. */
export function expendable(
  backups: readonly KeptBackup[],
  { last, days }: Retention,
  now: number,
  needed: ReadonlySet<string>,
): readonly KeptBackup[] {
  const sorted = backups.toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const daysSeen = new Set<string>()
  return sorted.filter(({ at, file }, index) => {
    const day = at.slice(0, 10)
    const isFirstOfDay = !daysSeen.has(day)
    daysSeen.add(day)
    const age = (now - Date.parse(at)) / 86_400_000
    return index >= last && !(isFirstOfDay && age <= days) && !needed.has(file)
  })
}
