import type { Cluster } from '../../model/fleet.ts'
import type { ExitCode } from '../../report/exit-code.ts'
import { worstOf } from '../../report/worst-exit-code.ts'
import { CommandFailure } from '../command.ts'
import { toldOnStderr } from '../told-on-stderr.ts'
import type { World } from '../world.ts'

/**
 * Does something about each of several clusters, one after the other: the failure of one is told where it happens, and is
 * no reason to leave out the others. How it ended for the one that needs a person most is how it ended.
 */
export async function eachCluster(
  clusters: readonly Cluster[],
  world: World,
  work: (cluster: Cluster) => Promise<ExitCode>,
): Promise<ExitCode> {
  const [only, ...others] = clusters
  if (only !== undefined && others.length === 0) return work(only)
  const ended: ExitCode[] = []
  for (const cluster of clusters) {
    try {
      ended.push(await work(cluster))
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      world.stderr.write(await toldOnStderr(error, true))
      ended.push(error.exitCode)
    }
  }
  return worstOf(ended)
}

/** Ends a command with a failure that is about what all clusters showed, or with how it ended for one that is worse off. */
export async function endingWith(ended: ExitCode, failure: CommandFailure, world: World): Promise<ExitCode> {
  if (worstOf([ended, failure.exitCode]) === failure.exitCode) throw failure
  world.stderr.write(await toldOnStderr(failure, true))
  return ended
}
