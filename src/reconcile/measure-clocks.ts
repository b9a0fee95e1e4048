import type { Uuid } from '../model/names.ts'
import { unknown, type ObservedNode } from '../model/observed.ts'
import type { Gateways } from './gateways.ts'
import type { Look } from './observe.ts'

/** The same look with the clock difference of every node, each measured by one request that needs no login. */
export async function withClocks(seen: Look, gateways: Gateways, entryNode: Uuid): Promise<Look> {
  const nodes = new Map<Uuid, ObservedNode>()
  for (const [id, node] of seen.cluster.nodes) {
    const gateway = id === entryNode ? gateways.entry : gateways.at(id)
    const skew = gateway === undefined ? unknown('the host file has no address for it') : await gateway.clock()
    nodes.set(id, { ...node, skew })
  }
  return { ...seen, cluster: { ...seen.cluster, nodes } }
}
