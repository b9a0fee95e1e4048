import { ApplianceError } from '../../appliance/port.ts'
import { remedyFor } from '../../reconcile/fault-outcome.ts'
import { withClocks } from '../../reconcile/measure-clocks.ts'
import { look, type Look } from '../../reconcile/observe.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { Progress } from '../output/progress.ts'
import type { World } from '../world.ts'
import type { OpenCluster } from './open-cluster.ts'

/** Looks at a cluster through its entry node; a failure ends the command with its cause, its cure and its exit code. */
export async function observeOrFail(
  { cluster, gateways, scope, entryNode }: OpenCluster,
  world: World,
  progress?: Progress,
): Promise<Look> {
  try {
    progress?.say(`${cluster.name}: looking at the cluster`)
    const onNode = (done: number, of: number): void =>
      progress?.say(`${cluster.name}: looking at the cluster, ${done} of ${of} nodes read`)
    const seen = await gateways.entry.read((reader) => look(reader, scope, world.now().toISOString(), onNode))
    progress?.say(`${cluster.name}: comparing clocks`)
    return await withClocks(seen, gateways, entryNode)
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error
    throw asFailure(error, cluster.name)
  }
}

/** A fault of the network's edge as the end of a command. */
export function asFailure(error: ApplianceError, cluster: string): CommandFailure {
  return new CommandFailure(
    exitCodeOf(error),
    `cluster "${cluster}": ${error.message}\n  request: ${error.request}\n  to do: ${remedyFor(error.fault)}`,
  )
}

function exitCodeOf({ fault }: ApplianceError): ExitCode {
  if (fault === 'attached elsewhere') return EXIT.locked
  return fault === 'uncertain' ? EXIT.partial : EXIT.unreachable
}
