import type { RawFile } from '../source/source-file.ts'
import { gatherClusters, type ClusterFiles } from './read/gather.ts'

/** A cluster by its name, with what marks its nodes in one text; see `facts/marks.ts`. */
export interface Marked {
  readonly name: string
  readonly marks: string
}

/** The clusters that have something in common which marks a node. */
export interface Sharing {
  /** Names of those that were asked for. */
  readonly among: ReadonlySet<string>
  /** Those of the repository that were not. */
  readonly beside: readonly ClusterFiles[]
}

/**
 * Looks for clusters that have something in common which marks a node, among those that were compiled and, where only
 * some were asked for, in the others of the repository: in what their files say, since they are not compiled.
 */
export function whoShares(
  compiled: readonly Marked[],
  files: readonly RawFile[],
  { root, clusters: asked }: { readonly root: string; readonly clusters?: readonly string[] },
): Sharing {
  const among = clustersThatShare(compiled)
  if (asked === undefined) return { among, beside: [] }
  const known = new Set(compiled.flatMap(({ marks }) => marks.split(' ')))
  const beside = gatherClusters(files, { root }).clusters.filter(
    ({ name, locations }) => !asked.includes(name) && [...locations.values()].some((file) => hasOneOf(known, file)),
  )
  return { among: beside.length === 0 ? among : new Set(compiled.map(({ name }) => name)), beside }
}

const UUID = /[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/gi

function hasOneOf(known: ReadonlySet<string>, file: RawFile): boolean {
  if (!('bytes' in file)) return false
  const text = new TextDecoder().decode(file.bytes)
  return text.match(UUID)?.some((uuid) => known.has(uuid.toUpperCase())) === true
}

/** The names of the clusters that have a mark in common with another one: nearly always none. */
export function clustersThatShare(clusters: readonly Marked[]): ReadonlySet<string> {
  const sharing = new Set<string>()
  if (clusters.length < 2) return sharing
  const homes = new Map<string, string>()
  for (const { name, marks } of clusters) {
    for (const mark of marks === '' ? [] : marks.split(' ')) {
      const home = homes.get(mark)
      if (home === undefined) homes.set(mark, name)
      else if (home !== name) sharing.add(home).add(name)
    }
  }
  return sharing
}
