import type { HostFile } from '../../appliance/host-file.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { worstOf } from '../../report/worst-exit-code.ts'
import { CommandFailure } from '../command.ts'
import { toldOnStderr } from '../told-on-stderr.ts'
import type { World } from '../world.ts'
import type { Desired } from './desired.ts'

/**
 * Clusters of the host file that the repository does not have, where all of it was asked for. One that follows a remote
 * which none of the others follows is in another repository.
 */
export function missingClusters(
  { clusters: hosts }: Pick<HostFile, 'clusters'>,
  { clusters, isWhole }: Pick<Desired, 'clusters' | 'isWhole'>,
): readonly string[] {
  if (!isWhole) return []
  const here = new Set<string>(clusters.map(({ name }) => name))
  const remotes = new Set([...hosts].flatMap(([name, { remote }]) => (here.has(name) ? [remote] : [])))
  return [...hosts]
    .flatMap(([name, { remote }]) => (here.has(name) || (remote !== undefined && !remotes.has(remote)) ? [] : [name]))
    .toSorted()
}

/** Nothing says what these clusters are to be: that is no wish to empty them, and a person has to say what is meant. */
function notInRepository(names: readonly string[], root: string): CommandFailure {
  const quoted = names.map((name) => `"${name}"`).join(', ')
  return new CommandFailure(
    EXIT.waiting,
    `the host file has ${quoted}, but "${root}" does not: it was not looked at`,
    'restore what was deleted by mistake, or remove from the host file what is no longer managed',
    [`${quoted}: left alone, since nothing is deleted because it is missing`],
  )
}

/** Tells which clusters are missing, and how a command about all of them ends. */
export async function withMissing(
  ended: ExitCode,
  hostFile: HostFile,
  desired: Desired,
  { stderr }: World,
): Promise<ExitCode> {
  const missing = missingClusters(hostFile, desired)
  if (missing.length === 0) return ended
  const failure = notInRepository(missing, desired.root)
  stderr.write(await toldOnStderr(failure, true))
  return worstOf([ended, failure.exitCode])
}

/**
 * Waits for what a command does about its clusters. The failure of the only one ends the command before it tells who is
 * missing, so that it is told here: whoever reads of one trouble hears of the other as well.
 */
export async function failingWithMissing(
  work: Promise<ExitCode>,
  hostFile: HostFile,
  desired: Desired,
  world: World,
): Promise<ExitCode> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    const exitCode = await withMissing(error.exitCode, hostFile, desired, world)
    const { what, nodes, next } = error.failure
    throw exitCode === error.exitCode ? error : new CommandFailure(exitCode, what, next.join('; '), nodes)
  }
}
