import { groupName } from '../../model/names.ts'
import type { Cluster, Node } from '../../model/fleet.ts'
import { components } from '../../topology/components.ts'
import { reconnect } from '../../topology/reconnect.ts'
import { membershipsOf, networkGroupsOf } from '../facts/membership.ts'
import { memoized } from '../facts/memoized.ts'
import { nodesByName } from '../facts/settings-of-nodes.ts'
import { makeTransit } from './join.ts'
import { offer, type Offer } from './offer.ts'

/** A node that would join its part of a cluster that falls apart to the others. */
export interface Joint extends Offer {
  readonly node: Node
  /** The number of nodes in its part. */
  readonly part: number
  readonly help: string
}

/** The fewest nodes that would join a cluster that falls apart; a node in no group at all is reported by CM-NET-001. */
export const jointsOf = memoized((cluster: Cluster): readonly Joint[] => {
  const { graph, transits } = membershipsOf(cluster)
  const transitGroup = groupName(cluster.transitGroup.value)
  const parts = components(graph)
  return reconnect(graph, { transitGroup, transits }).flatMap(({ node: name }) => {
    const node = nodesByName(cluster).get(name)
    if (node === undefined || networkGroupsOf(node).every((group) => group.trim() === '')) return []
    return [
      {
        node,
        part: parts.find((names) => names.includes(name))?.length ?? 1,
        ...offer(`make "${name}" a transit node`, [makeTransit(node)]),
        help: `the smallest repair: put "${name}" into the network group "${transitGroup}" with "transit: true"`,
      },
    ]
  })
})
