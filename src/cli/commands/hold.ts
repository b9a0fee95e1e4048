import { Option } from 'commander'
import type { HostFile } from '../../appliance/host-file.ts'
import type { ClusterName } from '../../model/names.ts'
import { personalHold, releaseCommand, setHold, type Hold } from '../../reconcile/locks/hold.ts'
import { openJournal } from '../../reconcile/journal/journal.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, defineCommand, UsageError } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { knownCluster } from '../gateway/known-cluster.ts'
import { newRun } from '../gateway/new-run.ts'
import type { Given } from '../options/given.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { clusterOption, type ClusterOptions } from '../options/repository.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf } from '../shared/state.ts'

/** `pader hold`: no apply and no watch changes the cluster until it is released. */
export const command = defineCommand({
  examples: [
    [
      "pader hold --cluster two-site --why 'power work in Tokyo' --until 2027-03-31T06:00:00Z",
      'change nothing there until then',
    ],
    ["pader hold --all --why 'incident 4711'", 'change nothing anywhere'],
  ],
  configure: (parser) =>
    parser
      .addOption(hostConfigOption('host file: where the state directory is'))
      .addOption(clusterOption('the cluster to hold'))
      .addOption(allOption('hold all clusters'))
      .requiredOption('--why <reason>', 'reason to show to whoever runs into the hold')
      .option('--until <instant>', 'when the hold ends by itself, such as 2027-03-31T06:00:00Z'),

  run: async ({ options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    const { store } = stateOf(hostFile, world)
    const { clock, who: by } = machineOf(world)
    const until = readUntil(options.until, clock.now())
    const on = heldBy(options, hostFile)
    const hold = { by, why: options.why, ...(until === undefined ? {} : { until }) }
    const before = await personalHold(store, on, clock.now())
    if (before !== undefined) refuseToShorten(before, hold, on)
    await setHold(store, on, hold)
    const what = on === 'all' ? 'all clusters' : on
    world.stdout.write(`on hold: ${what}, by ${by}${until === undefined ? '' : `, until ${until}`}\n`)
    if (before !== undefined) world.stdout.write(`  in place of the hold by ${holdWords(before)}\n`)
    if (on !== 'all') {
      const journal = await openJournal(store, clock, on, newRun())
      await journal.add({ kind: 'held', by, why: hold.why, ...(until === undefined ? {} : { until }) })
    }
    return EXIT.ok
  },
})

/** `--all`, in the place of `--cluster`. */
export function allOption(about: string): Option<'--all'> {
  return new Option('--all', about)
}

/** The cluster that a hold or a release is about; one of the two options has to be given. */
export function heldBy(
  { cluster, all }: ClusterOptions & Given<ReturnType<typeof allOption>>,
  hostFile: HostFile,
): ClusterName | 'all' {
  if ((cluster !== undefined) === (all !== undefined)) throw new UsageError('say either --cluster NAME or --all')
  return cluster === undefined ? 'all' : knownCluster(hostFile, cluster)
}

/** A hold as one line names it. */
export function holdWords({ by, why, until }: Hold): string {
  return `${by}: ${why}${until === undefined ? '' : `, until ${until}`}`
}

/** Whoever wants a short quiet must not end the long one of somebody else by it. */
function refuseToShorten(before: Hold, { by, until }: Hold, on: ClusterName | 'all'): void {
  if (before.by === by || until === undefined) return
  if (before.until !== undefined && before.until <= until) return
  throw new CommandFailure(
    EXIT.locked,
    `already on hold, and for longer than that, by ${holdWords(before)}`,
    `nothing has to be done: nothing is changed in the meantime. To hold it beyond that, omit --until; "${releaseCommand(on)}" ends the other hold`,
  )
}

function readUntil(value: string | undefined, now: number): string | undefined {
  if (value === undefined) return undefined
  const instant = Date.parse(value)
  if (Number.isNaN(instant)) throw new UsageError('--until takes an instant like 2027-03-31T06:00:00Z')
  const until = new Date(instant).toISOString()
  if (instant <= now) {
    const [said, is] = [until, new Date(now).toISOString()]
    throw new UsageError(`--until ${said} is in the past, it is now ${is}: nothing would be on hold`)
  }
  return until
}
