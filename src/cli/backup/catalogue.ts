import type { ClusterName } from '../../model/names.ts'
import { keptBackups, openBackup, type KeptBackup, type OpenedBackup } from '../../reconcile/backup/kept-backups.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** The one backup that an id means, see {@link findBackup}, opened; one that nobody may rely on ends the command. */
export async function openFound(
  store: StateStore,
  cluster: ClusterName,
  id: string | undefined,
): Promise<KeptBackup & OpenedBackup> {
  const backup = await findBackup(store, cluster, id)
  const opened = await openBackup(store, backup)
  if ('problem' in opened)
    throw new CommandFailure(
      EXIT.invalid,
      `"${backup.file}" cannot be restored: ${opened.problem}`,
      'do not rely on it: choose another of "pader backup list", or take one now',
    )
  return { ...backup, ...opened }
}

/** The one backup that an id means: the first digits of its digest, or the beginning of its file's name; without one the newest. */
async function findBackup(store: StateStore, cluster: ClusterName, id: string | undefined): Promise<KeptBackup> {
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
