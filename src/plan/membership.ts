import type { Cluster, Node } from '../model/fleet.ts'
import { nodeName, type GroupName, type NodeName, type Uuid } from '../model/names.ts'
import type { ObservedCluster, ObservedNode } from '../model/observed.ts'
import { byName } from '../topology/graph.ts'

/** A node of the cluster as it stands, with the network groups that it is in now. */
export interface Standing {
  readonly node: NodeName
  readonly uuid: Uuid
  readonly groups: readonly GroupName[]
}

/** Who is in the cluster now, who is to join it and who is to leave it. */
export interface MembershipChange {
  /** Members whose groups are known, without those that are out of service; sorted by name. */
  readonly standing: readonly Standing[]
  /** Members whose network groups could not be read; as long as there is one, nothing can be proved. */
  readonly unread: readonly NodeName[]
  /** In YAML and not in the feed; those that are out of service are not added before they are back. */
  readonly joining: readonly Node[]
  /** In the feed and not in YAML. */
  readonly unmanaged: readonly UnmanagedAppliance[]
  /** Members declared under repair, which take no part until they return. */
  readonly outOfService: readonly Node[]
  /** These as they stand, where their groups are known. */
  readonly away: readonly Standing[]
}

/** An appliance that is in the cluster and in no file. */
export interface UnmanagedAppliance {
  readonly node: NodeName
  readonly uuid: Uuid
  /** What the cluster calls it, where that is known. */
  readonly title?: string
}

/** Compares the feed with the repository; undefined when the feed could not be read, which says nothing about anybody. */
export function membershipChangeOf(
  cluster: Cluster,
  { membership, nodes }: ObservedCluster,
): MembershipChange | undefined {
  if (membership.kind !== 'known') return undefined
  const feed = new Set(membership.value)
  const declared = new Map(cluster.nodes.map((node) => [node.uuid.value, node]))
  const members = [...feed].map((uuid) => ({ uuid, node: declared.get(uuid), seen: nodes.get(uuid) }))
  const all = members
    .map(({ uuid, node, seen }) => ({
      uuid,
      node: node?.name ?? strayName(uuid, seen),
      groups: groupsOf(seen),
      isAway: node?.outOfService !== undefined,
    }))
    .toSorted((a, b) => byName(a.node, b.node))
  const standing = (those: typeof all): readonly Standing[] =>
    those.flatMap(({ uuid, node, groups }) => (groups === undefined ? [] : [{ uuid, node, groups }]))
  const inService = all.filter(({ isAway }) => !isAway)
  return {
    standing: standing(inService),
    away: standing(all.filter(({ isAway }) => isAway)),
    unread: inService.filter(({ groups }) => groups === undefined).map(({ node }) => node),
    joining: cluster.nodes.filter(({ uuid, outOfService }) => outOfService === undefined && !feed.has(uuid.value)),
    unmanaged: members
      .filter(({ node }) => node === undefined)
      .map(({ uuid, seen }): UnmanagedAppliance => ({
        uuid,
        node: strayName(uuid, seen),
        ...(seen?.title.kind === 'known' ? { title: seen.title.value } : {}),
      }))
      .toSorted((a, b) => byName(a.node, b.node)),
    outOfService: cluster.nodes.filter(({ uuid, outOfService }) => outOfService !== undefined && feed.has(uuid.value)),
  }
}

/** What an appliance is called that no file names: its title with its UUID, which no declared node can be called. */
function strayName(uuid: Uuid, seen: ObservedNode | undefined): NodeName {
  return nodeName(seen?.title.kind === 'known' ? `${seen.title.value} (${uuid})` : uuid)
}

function groupsOf(seen: ObservedNode | undefined): readonly GroupName[] | undefined {
  const groups = seen?.settings['groups.network']
  return groups?.kind === 'known' && Array.isArray(groups.value) ? namesIn(groups.value) : undefined
}

function namesIn(values: readonly unknown[]): readonly GroupName[] {
  return values.flatMap((value) => (isGroupName(value) ? [value] : []))
}

function isGroupName(value: unknown): value is GroupName {
  return typeof value === 'string'
}
