import { awayNodes } from '../away-nodes.ts'
import { behindWords } from '../behind-words.ts'
import type { Guard } from './guard.ts'

/** Objects to commits while nodes are known to hold something different from the entry node; an apply has asked each of them. */
export const guardOutOfSync: Guard = {
  code: 'GUARD-OUT-OF-SYNC',
  title: 'No node is known to hold anything different from the entry node',
  why: 'Of two configurations, the conflict rule lets one win as a whole (BP): whatever somebody changed on such a node would be lost.',
  help: 'find out why (run "pader doctor"), write down what somebody has changed there in the meantime, and wait until they have caught up',
  override: '--allow-out-of-sync',
  *objections(plan, { cluster, behind: all }) {
    const away = awayNodes(cluster)
    const behind = all.filter((node) => !away.has(node))
    if (behind.length > 0 && plan.phases.some(({ kind }) => kind !== 'manual')) yield behindWords(behind)
  },
}
