import type { Cluster, Interface, Node } from '../../model/fleet.ts'
import type { Endpoint } from '../../model/settings.ts'
import {
  isBroadcastOf,
  isNetworkAddressOf,
  normalAddress,
  readAddress,
  type Address,
  type AddressKind,
} from '../../model/addresses.ts'
import { heldByNode, type HeldAddress } from './held-addresses.ts'
import { commonest, groupedBy, nodesWith, settingOf } from './settings-of-nodes.ts'
import { memoized } from './memoized.ts'

/** One listener of one node; where it is written is asked of the node. */
export interface NodeListener {
  readonly node: Node
  readonly endpoint: Endpoint
  readonly address: Address
  /** What the interfaces of the node have. */
  readonly held: readonly HeldAddress[]
}

/** Every listener of a cluster, in the order of nodes. */
export const listenersOf: (cluster: Cluster) => readonly NodeListener[] = memoized((cluster) => {
  const listeners: NodeListener[] = []
  const byNode = heldByNode(cluster)
  nodesWith(cluster, 'listeners').forEach((node) => {
    const held = byNode.get(node) ?? []
    settingOf(node, 'listeners')?.forEach((endpoint) => {
      listeners.push({ node, endpoint, address: readAddress(endpoint.address), held })
    })
  })
  return listeners
})

/** Every listener of a cluster by its port. */
export const listenersByPort = memoized((cluster) => groupedBy(listenersOf(cluster), ({ endpoint }) => endpoint.port))

/** The port that nodes listen on: that of the cluster, unless all listeners name others; of those the one most have. */
export function usualPort(cluster: Cluster): number {
  const { value } = cluster.port
  const ports = listenersByPort(cluster)
  return ports.has(value) ? value : (commonest(ports) ?? value)
}

/**
 * What an address that leads to no particular machine is; undefined for one that can lead to one. `neighbours` are
 * addresses in CIDR notation in whose networks it may be.
 */
export function nowhere(
  neighbours: readonly Pick<HeldAddress, 'cidr'>[],
  { normal, kind }: Address,
): string | undefined {
  if (neighbours.some(({ cidr }) => isBroadcastOf(cidr, normal))) return WHAT.broadcast
  return neighbours.some(({ cidr }) => isNetworkAddressOf(cidr, normal)) ? 'the address of a whole network' : WHAT[kind]
}

const WHAT: Partial<Readonly<Record<AddressKind, string>>> = {
  unspecified: 'an unspecified address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
  reserved: 'a reserved address',
}

/** The listeners by what their addresses are good for: nearly always for a host. */
export const listenersByKind = memoized((cluster): ReadonlyMap<AddressKind, readonly NodeListener[]> =>
  groupedBy(listenersOf(cluster), ({ address }) => address.kind),
)

/** The interface that has the address of a listener. */
export function interfaceOf({ held, address }: NodeListener): Interface | undefined {
  return held.find((own) => own.address.normal === address.normal)?.one
}

/** The addresses that are declared to move between nodes: virtual ones and those of Proxy HA groups. */
export const virtualAddressesOf = memoized((cluster): ReadonlySet<string> => {
  const { virtualAddresses, proxyHa } = cluster.facts
  const written = [...virtualAddresses.map(({ value }) => value), ...proxyHa.map((group) => group.virtualAddress)]
  return new Set(written.map(normalAddress))
})
