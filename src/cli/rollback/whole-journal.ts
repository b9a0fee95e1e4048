import type { Cluster } from '../../model/fleet.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import { brokenChain, type JournalReading } from '../../reconcile/journal/reading.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import { obstacleOf } from '../gateway/obstacle.ts'
import type { StatePorts } from '../gateway/open-cluster.ts'

/**
 * The journal that a way back is read from; refuses one with a broken chain, which would show less than was done, and one that
 * says nothing because what was done lies under another name.
 */
export async function wholeJournalOf(
  cluster: Cluster,
  state: Pick<StatePorts, 'store' | 'clock'>,
): Promise<JournalReading> {
  const journal = await readJournalOf(cluster.name, state.store)
  const obstacle = await obstacleOf(cluster, state, { journal })
  if (obstacle === undefined) return journal
  const { why, remedy } = obstacle
  const further =
    brokenChain(journal) === undefined ? '' : ' and name what to go back to: --to COMMIT, or --to-backup ID'
  throw new CommandFailure(
    EXIT.guarded,
    `cluster "${cluster.name}": it is not known what has to be rolled back: ${why}`,
    `${remedy}${further}`,
  )
}
