import type { Cluster } from '../model/fleet.ts'
import type { Uuid } from '../model/names.ts'
import type { ObservedCluster, ProductVersion } from '../model/observed.ts'
import { awayNodes } from './away-nodes.ts'

/** A node that does not say which version it runs. */
interface SilentMember {
  readonly uuid: Uuid
  readonly name: string
  readonly reason: string
}

/** What is known of the versions that the members of a cluster run, in the order of their names. */
export interface MemberVersions {
  readonly known: readonly { readonly name: string; readonly runs: ProductVersion }[]
  /** Those that were asked in vain, and why. */
  readonly silent: readonly SilentMember[]
  /** Those that nobody asked. */
  readonly unasked: readonly string[]
}

/** Nodes that are named one by one. */
const MOST_NAMED = 4

/** The names of nodes for a sentence; of many, some are named. */
export function someOf(names: readonly string[]): string {
  const named = names.length > MOST_NAMED ? names.slice(0, MOST_NAMED - 1) : names
  const more = names.length - named.length
  return `${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

/**
 * Which version each member runs, as far as it was asked. Nodes that are declared out of service are left out: they take no
 * part, and one that is there all the same and runs something else has to be shut away before a commit.
 */
export function memberVersions(cluster: Cluster, observed: ObservedCluster): MemberVersions {
  const away = awayNodes(cluster)
  const known: { readonly name: string; readonly runs: ProductVersion }[] = []
  const silent: SilentMember[] = []
  const unasked: string[] = []
  for (const node of observed.nodes.values()) {
    if (away.has(node.name)) continue
    const name = node.name ?? node.uuid
    const version = node.name === cluster.entryNode.value ? observed.version : node.version
    if (version === undefined) unasked.push(name)
    else if (version.kind === 'known') known.push({ name, runs: version.value })
    else silent.push({ uuid: node.uuid, name, reason: version.kind === 'unknown' ? version.reason : 'it says none' })
  }
  return { known: known.toSorted((a, b) => (a.name < b.name ? -1 : 1)), silent, unasked }
}
