import { isPublicAddress, readAddress } from '../model/addresses.ts'
import { onceForEach } from '../source/once-for-each.ts'
import type { RawFile } from '../source/source-file.ts'
import { isUuid } from './facts/marks.ts'
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
  const marks = compiled.flatMap((one) => marksIn(one))
  const uuids = new Set(marks.filter(isUuid))
  const addresses = new Set(marks.filter((mark) => !isUuid(mark)))
  const hasOneOfThem = (file: RawFile): boolean =>
    uuidsIn(file).some((uuid) => uuids.has(uuid)) ||
    (addresses.size > 0 && addressesIn(file).some((address) => addresses.has(address)))
  const beside = gatherClusters(files, { root }).clusters.filter(
    ({ name, locations }) => !asked.includes(name) && [...locations.values()].some(hasOneOfThem),
  )
  return { among: beside.length === 0 ? among : new Set(compiled.map(({ name }) => name)), beside }
}

/** The UUIDs in a file. A watch asks about the same files at every change of another one. */
const uuidsIn = onceForEach((file: RawFile) => {
  const found = textIn(file).match(/[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/gi) ?? []
  return found.map((uuid) => uuid.toUpperCase())
})

/** The public addresses in a file, whatever they are the addresses of. */
const addressesIn = onceForEach((file: RawFile) => {
  const found = textIn(file).match(/(?<!\d)\d+(?:\.\d+){3}|(?<![0-9A-F])[0-9A-F]*:[0-9A-F:.]*/gi) ?? []
  return found.filter(isPublicAddress).map((address) => readAddress(address).normal)
})

function textIn(file: RawFile): string {
  return 'bytes' in file ? new TextDecoder().decode(file.bytes) : ''
}

/** The names of the clusters that have a mark in common with another one: nearly always none. */
export function clustersThatShare(clusters: readonly Marked[]): ReadonlySet<string> {
  const sharing = new Set<string>()
  if (clusters.length < 2 || areDistinct(clusters)) return sharing
  const homes = new Map<string, string>()
  for (const { name, marks } of clusters) {
    for (const mark of marksIn({ marks })) {
      const home = homes.get(mark)
      if (home === undefined) homes.set(mark, name)
      else if (home !== name) sharing.add(home).add(name)
    }
  }
  return sharing
}

/** Whether no mark is there twice, which is told faster than where it is. */
function areDistinct(clusters: readonly Marked[]): boolean {
  const all = marksIn({ marks: clusters.flatMap(({ marks }) => (marks === '' ? [] : marks)).join(' ') })
  return new Set(all).size === all.length
}

function marksIn({ marks }: Pick<Marked, 'marks'>): readonly string[] {
  return marks === '' ? [] : marks.split(' ')
}
