import { readAddress, withoutPrefix, type Address } from '../../model/addresses.ts'
import type { Interface, Node } from '../../model/fleet.ts'
import { memoized } from './memoized.ts'
import { groupedBy } from './settings-of-nodes.ts'

/** An address that an interface of a node has. */
export interface HeldAddress {
  readonly node: Node
  readonly one: Interface
  /** As it is written, with the length of its network. */
  readonly cidr: string
  readonly address: Address
}

/** Every address of an interface in a cluster, in the order of nodes. */
export const heldAddressesOf = memoized((cluster): readonly HeldAddress[] => {
  const held: HeldAddress[] = []
  for (const node of cluster.nodes)
    for (const one of node.interfaces)
      for (const cidr of one.addresses) held.push({ node, one, cidr, address: readAddress(withoutPrefix(cidr)) })
  return held
})

/** The same by the node that has them. */
export const heldByNode = memoized((cluster) => groupedBy(heldAddressesOf(cluster), ({ node }) => node))
