import type { Cluster, Interface, Node } from '../../model/fleet.ts'
import type { Endpoint } from '../../model/settings.ts'
import {
  addressIn,
  isBroadcastOf,
  isNetworkAddressOf,
  normalAddress,
  readAddress,
  type Address,
  type AddressKind,
} from '../../model/addresses.ts'
import { commonest, groupedBy, nodesWith, settingOf } from './settings-of-nodes.ts'
import { memoized } from './memoized.ts'

/** One listener of one node; where it is written is asked of the node. */
export interface NodeListener {
  readonly node: Node
  readonly endpoint: Endpoint
  readonly address: Address
  /** Those of the node. */
  readonly interfaces: readonly Interface[]
}

/** Every listener of a cluster, in the order of nodes. */
export const listenersOf: (cluster: Cluster) => readonly NodeListener[] = memoized((cluster) => {
  const listeners: NodeListener[] = []
  nodesWith(cluster, 'listeners').forEach((node) => {
    const { interfaces } = node
    settingOf(node, 'listeners')?.forEach((endpoint) => {
      listeners.push({ node, endpoint, address: readAddress(endpoint.address), interfaces })
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

/** Whether an address is the one that reaches all of the network of one of these interfaces. */
function isBroadcast(interfaces: readonly Interface[], { normal }: Address): boolean {
  // The last bits of such an address are ones, so that its last digit is odd.
  if (normal.charCodeAt(normal.length - 1) % 2 === 0) return false
  return interfaces.some(({ addresses }) => addresses.some((cidr) => isBroadcastOf(cidr, normal)))
}

/** What an address that leads to no particular machine is; undefined for one that can lead to one. */
export function nowhere(interfaces: readonly Interface[], address: Address): string | undefined {
  if (isBroadcast(interfaces, address)) return WHAT.broadcast
  const isFirst = interfaces.some(({ addresses }) => addresses.some((cidr) => isNetworkAddressOf(cidr, address.normal)))
  return isFirst ? 'the address of a whole network' : WHAT[address.kind]
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

/** The interface that has an address. */
export function interfaceWith(interfaces: readonly Interface[], { normal }: Address): Interface | undefined {
  return interfaces.find(({ addresses }) => addresses.some((cidr) => addressIn(cidr) === normal))
}

/** The addresses that are declared to move between nodes: virtual ones and those of Proxy HA groups. */
export const virtualAddressesOf = memoized((cluster): ReadonlySet<string> => {
  const { virtualAddresses, proxyHa } = cluster.facts
  const written = [...virtualAddresses.map(({ value }) => value), ...proxyHa.map((group) => group.virtualAddress)]
  return new Set(written.map(normalAddress))
})
