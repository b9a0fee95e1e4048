import { leaving } from '../leaving.ts'
import type { Guard } from './guard.ts'

/** Objects when a plan wants a large part of a cluster taken out. */
export const guardMassRemoval: Guard = {
  code: 'GUARD-MASS-REMOVAL',
  title: 'A plan takes few nodes out of a cluster',
  why: 'A file that was deleted or not read looks like nodes that are no longer wanted.',
  help: 'see that the files of these nodes are gone on purpose',
  override: '--allow-mass-removal',
  *objections(plan, { observed, limits }) {
    const all = observed.membership.kind === 'known' ? observed.membership.value.length : 0
    const count = leaving(plan).length
    if (count > 1 && count > limits.removedNodes * all)
      yield `${count} of ${all} nodes would be taken out of the cluster`
  },
}
