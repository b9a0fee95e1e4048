import { Option } from 'commander'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import {
  expendable,
  isIntact,
  keptBackups,
  type KeptBackup,
  type Retention,
} from '../../reconcile/backup/kept-backups.ts'
import { lastUndoable } from '../../reconcile/rollback/last-rollout.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { timeText } from '../../source/time-text.ts'
import type { ClusterView } from '../gateway/cluster-view.ts'
import type { StatePorts } from '../gateway/open-cluster.ts'
import type { Given } from '../options/given.ts'
import { count, numberOf } from '../options/number.ts'
import type { World } from '../world.ts'

/** What is kept unless somebody says otherwise. */
const USUAL_RETENTION: Retention = { last: 30, days: 90 }

/** How many of the newest backups stay, for `pader backup prune`. */
export const keepLastOption = new Option('--keep-last <number>', 'with prune: the newest so many stay')
  .argParser(numberOf('--keep-last', count))
  .default(USUAL_RETENTION.last)

/** Of how many days a backup stays, for the same. */
export const keepDaysOption = new Option(
  '--keep-days <number>',
  'with prune: one for each of the last so many days stays',
)
  .argParser(numberOf('--keep-days', count))
  .default(USUAL_RETENTION.days)

/** Whether the others are deleted. */
export const deleteOption = new Option('--yes', 'with prune: delete; without it they are only named')

/** The options of `pader backup prune`. */
export type PruneOptions = Given<typeof keepLastOption> & Given<typeof keepDaysOption> & Given<typeof deleteOption>

/** A cluster, and where its backups are. */
type Backed = Pick<ClusterView, 'cluster'> & Pick<StatePorts, 'store' | 'clock'>

/** Names the backups of a cluster, newest first, and whether their bytes are still what was stored. */
export async function listBackups({ cluster, store }: Backed, world: World): Promise<ExitCode> {
  const backups = await keptBackups(store, cluster.name)
  if (backups.length === 0) world.stdout.write(`${cluster.name}: no backup\n`)
  let exitCode: ExitCode = EXIT.ok
  for (const backup of backups) {
    const bytes = await store.read(backup.file)
    const isGood = bytes !== undefined && isIntact(backup, bytes)
    if (!isGood) exitCode = EXIT.invalid
    world.stdout.write(
      `${cluster.name}: ${backup.id}  ${timeText(backup.at)}  ${bytes?.byteLength ?? 0} bytes${isGood ? '' : ', damaged'}\n`,
    )
  }
  return exitCode
}

/** Deletes what nobody needs any more: the newest stay, one for each day, and that of the newest run. */
export async function pruneBackups(
  { cluster, store, clock }: Backed,
  options: PruneOptions,
  world: World,
): Promise<ExitCode> {
  const retention = { last: options.keepLast, days: options.keepDays }
  const { backups, going } = await sortedOut({ cluster, store, clock }, retention)
  const isMeant = options.yes === true
  for (const { file } of going) {
    if (isMeant) await store.remove(file)
    world.stdout.write(`${cluster.name}: ${isMeant ? 'deleted' : 'would delete'} ${file}\n`)
  }
  world.stdout.write(`${cluster.name}: ${backups.length - going.length} of ${backups.length} stay\n`)
  return EXIT.ok
}

/** Keeps backups within bounds where nobody runs a command for it; says how many were deleted. */
export async function tidyBackups(open: Backed): Promise<number> {
  const { going } = await sortedOut(open, USUAL_RETENTION)
  for (const { file } of going) await open.store.remove(file)
  return going.length
}

async function sortedOut(
  { cluster, store, clock }: Backed,
  retention: Retention,
): Promise<{ readonly backups: readonly KeptBackup[]; readonly going: readonly KeptBackup[] }> {
  const backups = await keptBackups(store, cluster.name)
  const journal = await readJournalOf(cluster.name, store)
  const undoable = lastUndoable(cluster.name, journal)
  const needed = new Set('why' in undoable || undoable.backup === undefined ? [] : [undoable.backup.file])
  return { backups, going: expendable(backups, retention, clock.now(), needed) }
}
