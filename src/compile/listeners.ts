import type { Cluster, Node } from '../model/fleet.ts'
import type { Endpoint } from '../model/settings.ts'
import type { Place } from '../source/place.ts'
import { sameAddress } from './addresses.ts'
import { placeOf, settingOf } from './reading.ts'

/** One listener of one node, and where it is written. */
export interface NodeListener {
  readonly node: Node
  readonly endpoint: Endpoint
  readonly place: Place
}

/** Every listener of a cluster, in the order of nodes. */
export function* listenersOf(cluster: Cluster): Generator<NodeListener> {
  for (const node of cluster.nodes) {
    for (const endpoint of settingOf(node, 'listeners') ?? []) {
      yield { node, endpoint, place: placeOf(node, 'listeners') }
    }
  }
}

/** Whether an address is declared to move between nodes: a virtual address, or that of a Proxy HA group. */
export function isVirtual(cluster: Cluster, address: string): boolean {
  const { virtualAddresses, proxyHa } = cluster.facts
  return (
    virtualAddresses.some(({ value }) => sameAddress(value, address)) ||
    proxyHa.some(({ virtualAddress }) => sameAddress(virtualAddress, address))
  )
}
