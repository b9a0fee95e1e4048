import type { Cluster, Interface, Node } from '../model/fleet.ts'
import type { Endpoint } from '../model/settings.ts'
import type { Place } from '../source/place.ts'
import { interfaceAddress, readAddress, sameAddress, type Address, type InterfaceAddress } from './addresses.ts'
import { nodesWith, placeOf, settingOf } from './reading.ts'
import { remembered } from './remembered.ts'

/** One listener of one node, and where it is written. */
export interface NodeListener {
  readonly node: Node
  readonly endpoint: Endpoint
  readonly place: Place
  readonly address: Address
  /** The addresses of the node's interfaces. */
  readonly own: readonly OwnAddress[]
}

/** An address of an interface. */
export interface OwnAddress extends InterfaceAddress {
  readonly interface: Interface
}

/** Every listener of a cluster, in the order of nodes. */
export const listenersOf: (cluster: Cluster) => readonly NodeListener[] = remembered((cluster) =>
  nodesWith(cluster, 'listeners').flatMap((node) => {
    const own = addressesOf(node)
    const place = placeOf(node, 'listeners')
    const endpoints = settingOf(node, 'listeners') ?? []
    return endpoints.map((endpoint) => ({ node, endpoint, place, address: readAddress(endpoint.address), own }))
  }),
)

function addressesOf({ interfaces }: Node): readonly OwnAddress[] {
  const [only] = interfaces
  if (only === undefined) return []
  return interfaces.length === 1 ? addressesOn(only) : interfaces.flatMap(addressesOn)
}

function addressesOn(one: Interface): readonly OwnAddress[] {
  return one.addresses
    .map((cidr) => interfaceAddress(cidr))
    .filter((address) => address !== undefined)
    .map((address) => ({ interface: one, ...address }))
}

/** Whether an address is declared to move between nodes: a virtual address, or that of a Proxy HA group. */
export function isVirtual(cluster: Cluster, address: string): boolean {
  const { virtualAddresses, proxyHa } = cluster.facts
  return (
    virtualAddresses.some(({ value }) => sameAddress(value, address)) ||
    proxyHa.some(({ virtualAddress }) => sameAddress(virtualAddress, address))
  )
}
