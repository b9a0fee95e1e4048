import { isMember } from '../differences.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while members of the cluster could not be read at all. */
export const guardUnknownNodes: Guard = {
  code: 'GUARD-UNKNOWN-NODES',
  title: 'Every member of the cluster could be read',
  why: 'What could not be read may have changed, and nothing is decided from it; what can be read is not the whole cluster.',
  help: 'see that the entry node answers for these nodes, then plan again',
  override: '--allow-unknown-nodes',
  *objections(plan, { cluster, observed }) {
    if (!plan.phases.some(({ kind }) => kind !== 'manual')) return
    if (observed.membership.kind !== 'known') yield 'the list of the appliances in the cluster could not be read'
    const unread = cluster.nodes.filter((node) => isMember(observed, node) && !observed.nodes.has(node.uuid.value))
    if (unread.length > 0) yield `nothing could be read of ${unread.map(({ name }) => name).join(', ')}`
  },
}
