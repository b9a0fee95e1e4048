import { awayNodes } from '../away-nodes.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while nodes are known to hold something older. */
export const guardOutOfSync: Guard = {
  code: 'GUARD-OUT-OF-SYNC',
  title: 'No node is known to be behind the last commit',
  why: 'A node that returns with other changes takes part in the conflict rule, and whole configurations win or lose (BP).',
  help: 'find out why the nodes are behind (see "pader doctor") and wait until they have caught up',
  override: '--allow-out-of-sync',
  *objections(plan, { cluster, behind: all }) {
    const away = awayNodes(cluster)
    const behind = all.filter((node) => !away.has(node))
    if (behind.length > 0 && plan.phases.some(({ kind }) => kind !== 'manual'))
      yield `${behind.join(', ')} ${behind.length === 1 ? 'holds' : 'hold'} something older than what was committed last`
  },
}
