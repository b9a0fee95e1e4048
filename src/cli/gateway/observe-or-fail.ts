import { ApplianceError } from '../../appliance/port.ts'
import { emptyCache } from '../../reconcile/cache/observation-cache.ts'
import { remedyFor } from '../../appliance/remedies.ts'
import { requestWords } from '../../reconcile/ending/fault-ending.ts'
import { whileAtWork, workWords } from '../../reconcile/locks/at-work.ts'
import type { LeaseHolder } from '../../reconcile/locks/lease.ts'
import { lookAgain } from '../../reconcile/cache/look-again.ts'
import { withKeptClocks, withKnownClocks } from '../../reconcile/cache/measure-clocks.ts'
import type { Look } from '../../reconcile/observe/observe.ts'
import { unseenWords } from '../../reconcile/observe/unseen.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { Progress } from '../output/progress.ts'
import type { ClusterName, NodeName, Uuid } from '../../model/names.ts'
import type { World } from '../world.ts'
import type { LookingPorts } from './open-cluster.ts'

/** Looks at a cluster through its entry node; a failure ends the command with its cause, its cure and its exit code. */
export async function observeOrFail(
  { cluster, gateways, scope, entryNode, cache, clock, leases }: LookingPorts,
  world: World,
  progress?: Progress,
): Promise<Look> {
  try {
    progress?.say(`${cluster.name}: looking at the cluster`)
    const onNode = (done: number, of: number): void =>
      progress?.say(`${cluster.name}: looking at the cluster, ${done} of ${of} nodes read`)
    const known = cache ?? emptyCache(0)
    const seen = await gateways.entry.read((reader) => lookAgain(reader, scope, world.now().getTime(), known, onNode))
    progress?.say(`${cluster.name}: comparing clocks`)
    const measuring = { gateways, entryNode, cache: known, clock }
    return withKnownClocks(seen, measuring) ?? (await withKeptClocks(seen, measuring))
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    const failure = asFailure(error, cluster.name, scope.names, entryNode)
    const holder = error.fault === 'account in use' ? await leases.current(cluster.name) : undefined
    throw holder === undefined ? failure : ourOwnSession(cluster.name, holder)
  }
}

/** The session that is in the way is that of a run of ours: nobody has to look for another cause. */
function ourOwnSession(cluster: ClusterName, holder: LeaseHolder): CommandFailure {
  return new CommandFailure(
    EXIT.locked,
    `cluster "${cluster}": ${workWords(holder)}; its session is in the way of this one`,
    whileAtWork(cluster, holder),
    ['not known here: they were only queried, and a run is at work on them'],
  )
}

/** A fault of the network's edge as the end of a command. */
export function asFailure(
  error: ApplianceError,
  cluster: string,
  names: ReadonlyMap<Uuid, NodeName> = new Map(),
  at?: Uuid,
): CommandFailure {
  return new CommandFailure(
    exitCodeOf(error),
    `cluster "${cluster}": ${requestWords(error, names, at)}`,
    remedyFor(error),
    ['unchanged: they were only queried, and what they hold now is not known'],
    error,
  )
}

function exitCodeOf({ fault }: ApplianceError): ExitCode {
  if (fault === 'attached elsewhere' || fault === 'account in use') return EXIT.locked
  return fault === 'uncertain' ? EXIT.partial : EXIT.unreachable
}

/** What to say where a cluster answered and a part of it could not be read. */
export function notAllKnown(unseen: readonly string[]): CommandFailure {
  const what = `not everything could be read, and what is unknown may also differ: ${unseenWords(unseen)}`
  return new CommandFailure(EXIT.unreachable, what, 'make it readable for the reader account, and run it again')
}
