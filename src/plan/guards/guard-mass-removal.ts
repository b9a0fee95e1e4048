import { valueOf } from '../../model/observed.ts'
import { leaving } from '../leaving.ts'
import type { Guard } from './guard.ts'

/** Objects when a plan wants a large part of a cluster taken out. */
export const guardMassRemoval: Guard = {
  code: 'GUARD-MASS-REMOVAL',
  title: 'A plan removes only a few nodes from a cluster',
  why: 'A file that was deleted or not read looks the same as nodes that are no longer wanted.',
  help: 'make sure that the files of these nodes were removed on purpose',
  override: '--allow-mass-removal',
  *objections(plan, { observed, limits }) {
    const all = valueOf(observed.membership)?.length
    const count = leaving(plan).length
    if (count < 2 || count <= limits.removedNodes * (all ?? 0)) return
    yield all === undefined
      ? `${count} nodes would be removed from the cluster; how many it has is not known`
      : `${count} of ${all} nodes would be removed from the cluster`
  },
}
