import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import type { ClusterHost, HostFile } from '../../appliance/host-file.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure, UsageError } from '../command.ts'
import type { World } from '../world.ts'
import type { Prepared } from './begin.ts'
import { branchSource, filesSource, type WatchedSource } from './source.ts'
import { modeFor, type Wish } from './wish.ts'

/** Everything that the watches of a host file need before the first of them starts. */
export async function prepareAll(hostFile: HostFile, wish: Wish, world: World): Promise<readonly Prepared[]> {
  const ready: Prepared[] = []
  try {
    for (const [name, host] of clustersOf(hostFile, wish.cluster)) {
      const source = await sourceFor(name, host, hostFile, wish, world)
      ready.push({ name, host, source, mode: modeFor(source.follows, host, wish) })
    }
  } catch (error) {
    await Promise.all(ready.map(async ({ source }) => source.close()))
    throw error
  }
  return ready
}

function clustersOf({ clusters }: HostFile, only: string | undefined): readonly (readonly [string, ClusterHost])[] {
  const chosen = [...clusters].filter(([name]) => only === undefined || name === only)
  if (chosen.length > 0) return chosen
  throw new CommandFailure(EXIT.invalid, `the host file has no cluster ${JSON.stringify(only ?? '')}`)
}

async function sourceFor(
  name: string,
  host: ClusterHost,
  hostFile: HostFile,
  wish: Wish,
  world: World,
): Promise<WatchedSource> {
  const remote = wish.remote ?? host.remote
  if (wish.files) return filesSource(wish.path, world)
  if (remote === undefined) {
    const message = `nothing says what cluster "${name}" follows: add "remote" to the host file, or say --remote or --files`
    throw new CommandFailure(EXIT.invalid, message)
  }
  if (isAbsolute(wish.path)) throw new UsageError('the path lies inside the repository: name it relative to its root')
  return branchSource(name, await remoteFrom(remote, world), host, hostFile)
}

/** A path of this machine is meant from where the command runs, not from the clone. */
async function remoteFrom(remote: string, world: World): Promise<string> {
  const path = resolve(world.cwd, remote)
  return (await stat(path).catch(() => undefined)) === undefined ? remote : path
}
