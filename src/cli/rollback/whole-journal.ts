import type { ClusterName } from '../../model/names.ts'
import { readJournalOf } from '../../reconcile/journal/journal.ts'
import { brokenChain, type JournalReading } from '../../reconcile/journal/reading.ts'
import type { StateStore } from '../../reconcile/ports.ts'
import { EXIT } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'

/** The journal that a way back is read from; refuses one with a broken chain, which would show less than was done. */
export async function wholeJournalOf(cluster: ClusterName, store: StateStore): Promise<JournalReading> {
  const journal = await readJournalOf(cluster, store)
  const broken = brokenChain(journal)
  if (broken === undefined) return journal
  throw new CommandFailure(
    EXIT.guarded,
    `cluster "${cluster}": ${broken}, so that it cannot be told from it what is to be taken back`,
    'somebody changed the journal: look at it with "pader journal verify", then move the file away and name what to go back to: --to COMMIT, or --to-backup ID',
  )
}
