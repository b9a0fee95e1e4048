import type { Cluster, Node } from '../../src/model/fleet.ts'
import type { PortProbe } from '../../src/appliance/probe-port.ts'
import type { Dice } from './dice.ts'

/** A node that the YAML declares out of service. */
export interface Away {
  readonly name: string
  /** Where the others would look for it. */
  readonly address: string
  /** What somebody meets who knocks there while it is switched off. */
  readonly portWhenOff: Awaited<ReturnType<PortProbe>>
  readonly isOffAtFirst: boolean
}

/** What the YAML says of a node under repair. */
export const underRepair = { reason: 'a disk', ticket: 'CHG-7', expires: '2027-03-31' }

/** Draws whether a node is out of service, never the entry node, which comes first. */
export function drawAway(dice: Dice, [, ...others]: readonly { readonly name: string }[]): Away | undefined {
  if (!dice.chance(0.25)) return undefined
  const { name } = dice.pick(others)
  return {
    name,
    address: '10.0.0.77',
    portWhenOff: dice.pick(['closed', 'no answer']),
    isOffAtFirst: dice.chance(0.6),
  }
}

/** The same cluster with every node in service. */
export function inService(cluster: Cluster): Cluster {
  const back = (node: Node): Node => {
    const { outOfService, ...rest } = node
    return outOfService === undefined ? node : rest
  }
  const locations = cluster.locations.map((one) => ({ ...one, nodes: one.nodes.map(back) }))
  return { ...cluster, nodes: cluster.nodes.map(back), locations }
}
