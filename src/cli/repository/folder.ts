import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { didYouMean } from '../../compile/suggest.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { World } from '../world.ts'

/** A folder of clusters that a command was pointed at. */
export interface RepositoryFolder {
  /** Absolute path of the folder of clusters. */
  readonly folder: string
  /** What it is called in messages: relative to the working directory where it lies below it. */
  readonly root: string
  /** Names of the clusters that were meant; absent for all. */
  readonly clusters?: readonly string[]
}

/**
 * Finds the folder of clusters behind the paths of a command line: a folder of clusters, or one or more clusters. A
 * cluster that is named has to be there, unless another revision than the working copy is asked about.
 */
export async function findRepository(
  paths: readonly string[],
  world: World,
  cluster?: string,
  isHere = true,
): Promise<RepositoryFolder> {
  const [first = 'clusters', ...more] = paths
  const places = await Promise.all([first, ...more].map((path) => look(path, world)))
  const [place] = places
  if (place === undefined || places.some(({ folder }) => folder !== place.folder)) {
    throw new CommandFailure(EXIT.invalid, 'the paths lie in different folders of clusters', 'compile them one by one')
  }
  if (cluster !== undefined && isHere) await demandCluster(place.folder, cluster)
  const named = places.flatMap(({ only }) => only ?? [])
  const clusters = cluster === undefined ? named : [cluster]
  return { folder: place.folder, root: shownName(place.folder, world), ...(clusters.length === 0 ? {} : { clusters }) }
}

async function demandCluster(folder: string, cluster: string): Promise<void> {
  if (await exists(join(folder, cluster, 'cluster.yaml'))) return
  const entries = await readdir(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const have = await Promise.all(folders.map((name) => exists(join(folder, name, 'cluster.yaml'))))
  const known = folders.filter((_, index) => have[index]).toSorted()
  const hint =
    didYouMean(cluster, known)?.help ?? (known.length === 0 ? 'there is none here' : `clusters are ${known.join(', ')}`)
  throw new CommandFailure(EXIT.usage, `no cluster "${cluster}"`, hint)
}

async function look(path: string, world: World): Promise<{ readonly folder: string; readonly only?: string }> {
  const full = resolve(world.cwd, path)
  const found = await stat(full).catch(() => undefined)
  if (found === undefined) {
    throw new CommandFailure(
      EXIT.invalid,
      `there is no "${path}" here`,
      'name a folder of clusters or the folder of one cluster (default "clusters")',
    )
  }
  const folder = found.isDirectory() ? full : dirname(full)
  if (await exists(join(folder, 'cluster.yaml'))) return { folder: dirname(folder), only: basename(folder) }
  const isLocation = basename(folder) === 'locations' && (await exists(join(folder, '..', 'cluster.yaml')))
  if (isLocation) return { folder: dirname(dirname(folder)), only: basename(dirname(folder)) }
  return { folder }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

function shownName(folder: string, world: World): string {
  const below = relative(world.cwd, folder).split(sep).join('/')
  return below.startsWith('..') ? folder.split(sep).join('/') : below
}
