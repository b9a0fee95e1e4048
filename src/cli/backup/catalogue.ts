import type { ClusterName } from '../../model/names.ts'
import { keptBackups, type KeptBackup } from '../../reconcile/kept-backups.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** The one backup that an id means: the first digits of its digest, or the beginning of its file's name; without one the newest. */
export async function findBackup(store: StateStore, cluster: ClusterName, id: string | undefined): Promise<KeptBackup> {
  const all = await keptBackups(store, cluster)
  const [newest] = all
  if (newest === undefined)
    throw new CommandFailure(EXIT.invalid, `there is no backup of "${cluster}"`, 'take one with "pader backup take"')
  if (id === undefined) return newest
  const fitting = all.filter(
    (one) => one.id.startsWith(id) || one.file.slice(one.file.lastIndexOf('/') + 1).startsWith(id),
  )
  const [found, other] = fitting
  if (found !== undefined && other === undefined && id !== '') return found
  const known = all
    .slice(0, 5)
    .map((one) => `${one.id} (${one.at})`)
    .join(', ')
  const what =
    found === undefined
      ? `no backup of "${cluster}" is called "${id}"`
      : `"${id}" means ${fitting.length} backups of "${cluster}"`
  throw new CommandFailure(EXIT.invalid, what, `name one of the newest: ${known}`)
}
