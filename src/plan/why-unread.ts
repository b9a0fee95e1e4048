import type { Uuid } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { Blocked } from './plan.ts'

/** Why nothing is known of what a node holds: one that has left the cluster answers nobody who asks there. */
export function whyUnread(uuid: Uuid, { membership }: ObservedCluster): Pick<Blocked, 'reason' | 'remedy'> {
  if (membership.kind === 'known' && !membership.value.includes(uuid))
    return {
      reason: `the appliance that it was written to (${uuid}) is no member of the cluster any more`,
      remedy: 'an appliance in its place gets what the repository says: change it there',
    }
  return {
    reason: 'what it holds now could not be read',
    remedy: 'make sure that the appliance answers, then roll back again',
  }
}
