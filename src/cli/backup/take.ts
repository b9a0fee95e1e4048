import { Option } from 'commander'
import { storeBackup } from '../../reconcile/backup/store-backup.ts'
import { checkBackup } from '../../reconcile/backup/check-backup.ts'
import { keptBackups } from '../../reconcile/backup/kept-backups.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { ageText } from '../../report/status/time-text.ts'
import { CommandFailure } from '../command.ts'
import { asFailure, observeOrFail } from '../gateway/observe-or-fail.ts'
import type { LookingPorts } from '../gateway/open-cluster.ts'
import { ApplianceError } from '../../appliance/port.ts'
import type { Given } from '../options/given.ts'
import { hours, numberOf } from '../options/number.ts'
import type { World } from '../world.ts'

/** When a backup is due, for `pader backup take`. */
export const ifOlderOption = new Option(
  '--if-older <hours>',
  'with take: only if the newest backup is older than that',
).argParser(numberOf('--if-older', hours))

/** The options of `pader backup take`. */
export type TakeOptions = Given<typeof ifOlderOption>

/** Takes a backup and keeps it only if it unpacks and holds what the cluster was just seen to hold. */
export async function takeBackup(open: LookingPorts, options: TakeOptions, world: World): Promise<ExitCode> {
  const { cluster, store, clock, gateways } = open
  const [newest] = await keptBackups(store, cluster.name)
  const { ifOlder } = options
  // One that lies ahead is of a clock that was wrong: that it is young is known of none.
  const age = newest === undefined ? -1 : clock.now() - Date.parse(newest.at)
  if (newest !== undefined && ifOlder !== undefined && age >= 0 && age < ifOlder * 3_600_000) {
    world.stdout.write(
      `${cluster.name}: the newest backup is of ${ageText(newest.at, new Date(clock.now()).toISOString())}: no new one is due\n`,
    )
    return EXIT.ok
  }
  const seen = await observeOrFail(open, world)
  const layoutKnown = open.scope.archived === true
  const stored = await gateways.entry
    .read((reader) =>
      storeBackup(reader, store, clock, cluster.name, (bytes) =>
        checkBackup(bytes, seen.cluster, layoutKnown, open.scope.ruleSets),
      ),
    )
    .catch((error: unknown) => {
      if (error instanceof ApplianceError) throw asFailure(error, cluster.name, open.scope.names, open.entryNode)
      throw error
    })
  if ('failed' in stored) {
    throw new CommandFailure(
      EXIT.unreachable,
      `no backup of "${cluster.name}" was kept: ${stored.failed} (asked at ${cluster.entryNode.value})`,
      'make sure that the reader account may take backups and that the disk of the appliance has room for one, and try again; the older backups are unchanged',
    )
  }
  const proved = layoutKnown ? 'it holds what the cluster holds' : 'what could be compared agrees'
  world.stdout.write(`${cluster.name}: ${stored.file} (${stored.bytes} bytes): ${proved}\n`)
  return EXIT.ok
}
