import { createHash } from 'node:crypto'
import type { ClusterName } from '../model/names.ts'
import type { StateStore } from './ports.ts'

/** A backup in the state directory, as its name tells it. */
export interface KeptBackup {
  /** Name in the state directory. */
  readonly file: string
  /** First digits of the SHA-256 of its bytes. */
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
export function isIntact({ id }: KeptBackup, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex').startsWith(id)
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
  needed: ReadonlySet<string> = new Set(),
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
