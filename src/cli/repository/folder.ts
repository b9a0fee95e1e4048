import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { didYouMean } from '../../source/suggest.ts'
import { EXIT } from '../../report/exit-code.ts'
import { foldersFrom, isTop } from '../../repository/folders-above.ts'
import { CommandFailure } from '../command.ts'
import { wayOut, whyInWords } from '../process/trouble-with-files.ts'
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
export function findRepository(
  paths: readonly string[],
  world: World,
  cluster?: string,
  isHere = true,
): RepositoryFolder {
  const [first = 'clusters', ...more] = paths
  const places = [first, ...more].map((path) => look(path, world))
  const [place] = places
  if (place === undefined || places.some(({ folder }) => folder !== place.folder)) {
    throw new CommandFailure(EXIT.invalid, 'the paths lie in different folders of clusters', 'compile them one by one')
  }
  demandInside(place.folder)
  if (cluster !== undefined && isHere) demandCluster(place.folder, cluster)
  const named = places.flatMap(({ only }) => only ?? [])
  const clusters = cluster === undefined ? named : [cluster]
  return { folder: place.folder, root: shownName(place.folder, world), ...(clusters.length === 0 ? {} : { clusters }) }
}

/** A commit may turn a folder into a link: what lies outside of the working copy is in no commit that somebody reviewed or signed. */
function demandInside(folder: string): void {
  const top = foldersFrom(folder).find(isTop)
  if (top === undefined) return
  const inside = relative(realpathSync(top), realpathSync(folder))
  if (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)) return
  throw new CommandFailure(
    EXIT.invalid,
    `"${folder}" is a link that leads out of its repository`,
    'make it a folder, or name the folder that it links to',
  )
}

function demandCluster(folder: string, cluster: string): void {
  if (exists(join(folder, cluster, 'cluster.yaml'))) return
  if (isEntry(folder, cluster)) {
    throw new CommandFailure(
      EXIT.usage,
      `no cluster "${cluster}": there is no "cluster.yaml" in its folder`,
      'see "pader compile"; a submodule has to be checked out, which a watch does not do',
    )
  }
  const entries = readdirSync(folder, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const known = folders.filter((name) => exists(join(folder, name, 'cluster.yaml'))).toSorted()
  const hint =
    didYouMean(cluster, known)?.help ?? (known.length === 0 ? 'there is none here' : `clusters are ${known.join(', ')}`)
  throw new CommandFailure(EXIT.usage, `no cluster "${cluster}"`, hint)
}

/** Whether a folder has something of that name, if it is a link that leads nowhere. */
function isEntry(folder: string, name: string): boolean {
  return readdirSync(folder).includes(name)
}

function look(path: string, world: World): { readonly folder: string; readonly only?: string } {
  const full = resolve(world.cwd, path)
  const found = orFail(path, () => statSync(full, { throwIfNoEntry: false }))
  if (found === undefined) {
    const usual = 'name a folder of clusters or the folder of one cluster (default: "clusters")'
    throw new CommandFailure(EXIT.invalid, `there is no "${path}" here`, nearFolder(path, world)?.help ?? usual)
  }
  const folder = found.isDirectory() ? full : dirname(full)
  if (exists(join(folder, 'cluster.yaml'))) return { folder: dirname(folder), only: basename(folder) }
  const isLocation = basename(folder) === 'locations' && exists(join(folder, '..', 'cluster.yaml'))
  if (isLocation) return { folder: dirname(dirname(folder)), only: basename(dirname(folder)) }
  return { folder }
}

/** Asks for a folder of almost the same name, beside the one that is not there. */
function nearFolder(path: string, world: World): { readonly help: string } | undefined {
  const around = dirname(path)
  const beside = resolve(world.cwd, around)
  if (statsOf(beside)?.isDirectory() !== true) return undefined
  const entries = orFail(around, () => readdirSync(beside, { withFileTypes: true }))
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(around, name))
  return didYouMean(path, names)
}

function exists(path: string): boolean {
  return statsOf(path) !== undefined
}

/** Where a folder above it may not be looked through, nobody knows whether it is there. */
function orFail<Found>(path: string, find: () => Found): Found {
  try {
    return find()
  } catch (error) {
    throw new CommandFailure(EXIT.internal, `cannot read "${path}": ${whyInWords(error)}`, wayOut(error))
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function shownName(folder: string, world: World): string {
  const below = relative(world.cwd, folder).split(sep).join('/')
  return below.startsWith('..') ? folder.split(sep).join('/') : below
}
