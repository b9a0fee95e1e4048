import type { Cluster } from '../model/fleet.ts'
import { isStanding, type DriftLease } from '../model/lease.ts'
import type { LeasedStep, Step } from './plan.ts'

/** Steps that are to be carried out, and those that a lease keeps from it. */
export interface Sorted<Kind extends Step> {
  readonly wanted: readonly Kind[]
  readonly leased: readonly LeasedStep[]
}

/** Sets aside what a lease accepts on a day (YYYY-MM-DD); one that has ended accepts nothing. */
export function setAside<Kind extends Step>(
  steps: readonly Kind[],
  { leases = [] }: Cluster,
  today: string,
): Sorted<Kind> {
  const standing = leases.filter((lease) => isStanding(lease, today))
  const leased: LeasedStep[] = []
  const wanted = steps.filter((step) => {
    const lease = standing.find(({ of }) => covers(of, step))
    if (lease === undefined) return true
    const { ticket, owner, reason, expires } = lease
    leased.push({ step, ticket, owner, reason, expires })
    return false
  })
  return { wanted, leased }
}

function covers(of: DriftLease['of'], step: Step): boolean {
  if (of.kind === 'list') return 'list' in step && step.list === of.list
  return step.kind === 'set property' && step.node === of.node && step.setting === of.setting
}
