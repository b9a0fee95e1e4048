import type { Cluster } from '../model/fleet.ts'
import { isStanding, type DriftLease } from '../model/lease.ts'
import type { LeasedStep, Step } from './plan.ts'

/** Steps that are to be carried out, and those that a lease keeps from it. */
export interface Sorted<Kind extends Step> {
  readonly wanted: readonly Kind[]
  readonly leased: readonly LeasedStep[]
}

/** A step that is not carried out because of a lease. */
export function leasedStep(step: Step, { ticket, owner, reason, expires }: DriftLease): LeasedStep {
  return { step, ticket, owner, reason, expires }
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
    leased.push(leasedStep(step, lease))
    return false
  })
  return { wanted, leased }
}

/** Of rule sets and their settings one step may be about several: they are set aside where the step is made. */
function covers(of: DriftLease['of'], step: Step): boolean {
  if (of.kind === 'list') return 'list' in step && step.list === of.list
  if (of.kind !== 'setting') return false
  return step.kind === 'set property' && step.node === of.node && step.setting === of.setting
}
