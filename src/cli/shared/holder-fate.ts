import type { LeaseHolder, Leases } from '../../reconcile/locks/lease.ts'
import { isGone } from '../process/identity.ts'

/** The same leases, whose holders are told apart by whether their process is still there, where that can be seen from here. */
export function knowingFates(leases: Leases): Leases {
  return {
    ...leases,
    current: async (cluster) => {
      const holder = await leases.current(cluster)
      return holder === undefined ? undefined : withFate(holder)
    },
    acquire: async (cluster, by, why) => {
      const acquired = await leases.acquire(cluster, by, why)
      return acquired.kind === 'ours' ? acquired : { ...acquired, holder: withFate(acquired.holder) }
    },
  }
}

function withFate(holder: LeaseHolder): LeaseHolder {
  return isGone(holder.by) ? { ...holder, isGone: true } : holder
}
