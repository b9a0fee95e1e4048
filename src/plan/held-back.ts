import type { Cluster } from '../model/fleet.ts'
import type { NodeName } from '../model/names.ts'
import { isEmpty } from '../model/settings.ts'
import type { PropertyStep } from './differences.ts'
import type { Blocked } from './plan.ts'

/** Who is a member is not known. */
export const noFeed: Blocked = {
  object: 'membership',
  reason:
    'the list of appliances in the cluster could not be read, so that nobody is added or removed and no group changes',
  remedy: 'make sure that the entry node answers, then plan again',
}

/** The groups that some nodes are in are not known. */
export function unreadGroups(nodes: readonly NodeName[]): Blocked {
  return {
    object: 'network groups',
    reason: `the groups that ${nodes.join(', ')} ${nodes.length === 1 ? 'is' : 'are'} in could not be read, and without them no change of groups or membership can be proved`,
    remedy: 'make sure that they can be read, or declare the nodes out of service, then plan again',
  }
}

/** A change of groups would leave nodes apart that are out of service. */
export function strands(nodes: readonly NodeName[]): Blocked {
  const [is, their, they] = nodes.length === 1 ? ['is', 'its', 'it'] : ['are', 'their', 'they']
  return {
    object: 'network groups',
    reason: `${nodes.join(', ')} ${is} out of service and would share no network group with the others any more, so that the appliances would refuse the change and ${they} could not come back`,
    remedy: `leave one node in one of ${their} groups for as long as ${they} ${is} away, or wait until ${they} ${is} back`,
  }
}

/** What everything else waits for, and what to do. */
export type Awaited = Pick<Blocked, 'reason' | 'remedy'>

/** So many other changes wait. */
export function waiting(changes: number, { reason, remedy }: Awaited): readonly Blocked[] {
  if (changes === 0) return []
  const wait = changes === 1 ? '1 other change waits' : `${changes} other changes wait`
  return [{ object: 'everything else', reason: `${wait}: ${reason}`, remedy }]
}

const first = 'carry this plan out, then plan again'

/** A change of the entry node comes first. */
export const forEntry: Awaited = { reason: 'a change of the entry node is a plan of its own', remedy: first }

/** Another authority comes first. */
export const forAuthority: Awaited = { reason: 'another certificate authority is a plan of its own', remedy: first }

/** An upgrade comes first. */
export function forUpgrade({ version }: Cluster): Awaited {
  return {
    reason: `nothing is written while the cluster is brought to ${version.value}`,
    remedy: 'finish the upgrade, then plan again; or put the version back that the cluster runs',
  }
}

/** Whether a change would leave its node without a listener. */
export function leavesNoListener({ setting, after }: PropertyStep): boolean {
  return setting === 'listeners' && isEmpty(after)
}

/** A node would be left without a listener. */
export function noListener({ node, setting }: PropertyStep): Blocked {
  return {
    node,
    setting,
    reason: 'a node without a listener cannot be reached by the others',
    remedy: 'give it at least one address and port, or remove it from the cluster',
  }
}
