import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import type { ClusterHost, HostFile } from '../../../appliance/host-file.ts'
import { hasLogin, LOG_IN_OTHERWISE } from '../../../appliance/host-source.ts'
import type { WatchMode } from '../../../reconcile/watch/pass.ts'
import { EXIT } from '../../../report/exit-code.ts'
import { CommandFailure, UsageError } from '../../command.ts'
import type { World } from '../../world.ts'
import { openBranchSource, openFilesSource, type WatchedSource } from './open-source.ts'
import { modeFor, type WatchOptions } from '../options.ts'

/** A cluster of the host file, what may be done about it, and how to get at what it follows. */
export interface Followed {
  readonly name: string
  readonly mode: WatchMode
  /** Opens the source; only who has the watch lease of the cluster does, since a clone has one owner. */
  open(stop: AbortSignal): Promise<WatchedSource>
}

/** What is to be watched; objects to what cannot be followed before anything starts. */
export async function followedBy(
  hostFile: HostFile,
  options: WatchOptions,
  world: World,
): Promise<readonly Followed[]> {
  return Promise.all(
    clustersOf(hostFile, options.cluster).map(async ([name, host]) => ({
      name,
      mode: modeFor(options.files ? 'files' : 'branch', host, options),
      open: await sourceFor(name, host, hostFile, options, world),
    })),
  )
}

function clustersOf({ clusters }: HostFile, only: string | undefined): readonly (readonly [string, ClusterHost])[] {
  const chosen = [...clusters].filter(([name]) => only === undefined || name === only)
  if (chosen.length > 0) return chosen
  throw new CommandFailure(
    EXIT.invalid,
    `the host file has no cluster ${JSON.stringify(only ?? '')}`,
    'add it below "clusters" of the host file',
  )
}

async function sourceFor(
  name: string,
  host: ClusterHost,
  hostFile: HostFile,
  options: WatchOptions,
  world: World,
): Promise<Followed['open']> {
  const remote = options.remote ?? host.remote
  if (options.remote !== undefined && hasLogin(options.remote))
    throw new UsageError(`--remote has a user or a password, which messages would show: ${LOG_IN_OTHERWISE}`)
  if (options.files) return async () => openFilesSource(name, options.path, world)
  if (remote === undefined) {
    const message = `nothing says what cluster "${name}" follows`
    throw new CommandFailure(EXIT.invalid, message, 'add "remote" to the host file, or use --remote or --files')
  }
  if (isAbsolute(options.path))
    throw new UsageError('the path lies inside the repository: name it relative to its root')
  const from = await remoteFrom(remote, world)
  return async (stop) => openBranchSource(name, from, host, hostFile, { ...world, stop })
}

/** A path of this machine is meant from where the command runs, not from the clone. */
async function remoteFrom(remote: string, world: World): Promise<string> {
  const path = resolve(world.cwd, remote)
  return (await stat(path).catch(() => undefined)) === undefined ? remote : path
}
