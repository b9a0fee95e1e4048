import type { Uuid } from '../model/names.ts'
import { unknown, type ObservedNode } from '../model/observed.ts'
import { differenceTo } from './clock-difference.ts'
import type { Gateways } from './gateways.ts'
import type { Look } from './observe.ts'

/** The same look with how far each clock is from the entry node's, measured by one request each that needs no login. */
export async function withClocks(seen: Look, gateways: Gateways, entryNode: Uuid): Promise<Look> {
  const nodes = new Map<Uuid, ObservedNode>()
  for (const [id, node] of seen.cluster.nodes) {
    const gateway = id === entryNode ? gateways.entry : gateways.at(id)
    const skew = gateway === undefined ? unknown('the host file has no address for it') : await gateway.clock()
    nodes.set(id, { ...node, skew })
  }
  const entry = nodes.get(entryNode)?.skew ?? unknown('the entry node is not a member')
  for (const [id, node] of nodes) nodes.set(id, { ...node, skew: differenceTo(entry, node.skew) })
  return { ...seen, cluster: { ...seen.cluster, nodes } }
}
