import type { ClusterName } from '../../model/names.ts'
import { whileAtWork } from '../../reconcile/locks/at-work.ts'
import { openJournal } from '../../reconcile/journal/journal.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { heldText, leaseText } from '../../report/status/lease-text.ts'
import { defineCommand, UsageError } from '../command.ts'
import { readHostFile } from '../gateway/host.ts'
import { knownCluster } from '../gateway/known-cluster.ts'
import { newRun } from '../gateway/new-run.ts'
import { hostConfigOption } from '../options/host-config.ts'
import { machineOf } from '../process/machine.ts'
import { stateOf, type State } from '../shared/state.ts'
import type { World } from '../world.ts'

/** `pader lock show|break`: who may change a cluster at the moment; exit code 5 while somebody does. */
export const command = defineCommand({
  examples: [
    ['pader lock show --cluster two-site', 'who holds the lease'],
    ["pader lock break --cluster two-site --why 'the jump host burnt down'", 'take the lease away'],
  ],
  configure: (parser) =>
    parser
      .argument('<action>', 'show or break')
      .requiredOption('--cluster <name>', 'the cluster')
      .option('--why <reason>', 'with break: why the holder will not return')
      .addOption(hostConfigOption('host file: where the state directory is')),

  run: async ({ positional: [action], options }, world) => {
    const hostFile = await readHostFile(options.hostConfig, world)
    const cluster = knownCluster(hostFile, options.cluster)
    const state = stateOf(hostFile, world)
    if (action === 'show') return show(state, cluster, world)
    if (action !== 'break') throw new UsageError(`lock takes "show" or "break", not "${action}"`)
    if (options.why === undefined) throw new UsageError('lock break needs --why: it goes into the journal')
    return breakLock(state, cluster, options.why, world)
  },
})

async function show({ leases }: State, cluster: ClusterName, world: World): Promise<ExitCode> {
  const holder = await leases.current(cluster)
  if (holder === undefined) {
    const lapsed = await leases.lapsed(cluster)
    world.stdout.write(`${cluster}: ${leaseText(lapsed === undefined ? {} : { lapsed })}\n`)
    return EXIT.ok
  }
  const { by, why, token } = holder
  const held = heldText({ ...holder, by: `${by} (${why})` })
  const next = whileAtWork(cluster, holder)
  world.stdout.write(
    `${cluster}: held ${held}, token ${token}\n  to do: ${next}\n  more: pader runbook ${EXIT.locked}\n`,
  )
  return EXIT.locked
}

async function breakLock({ store, leases }: State, cluster: ClusterName, why: string, world: World): Promise<ExitCode> {
  const { clock, who: by } = machineOf(world)
  const broken = await leases.break(cluster, by, why)
  if (broken === undefined) {
    world.stdout.write(`${cluster}: nobody held the lease\n`)
    return EXIT.ok
  }
  const journal = await openJournal(store, clock, cluster, newRun())
  await journal.add({ kind: 'lock broken', by, why })
  world.stdout.write(`${cluster}: the lease of ${broken.by} is broken; it stops before its next effect\n`)
  return EXIT.ok
}
