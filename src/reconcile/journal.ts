import type { ClusterName } from '../model/names.ts'
import type { JournalEvent } from './journal-event.ts'
import { digestOfLine, type JournalRecord } from './journal-record.ts'
import { readJournal, type JournalReading } from './journal-reading.ts'
import type { Clock, RunId, StateStore } from './ports.ts'

/** The journal of one cluster, open for adding. Nothing in it is ever changed or removed. */
export interface Journal {
  /** Returns when the record is on the disk: call it before the effect that it announces. */
  add(event: JournalEvent): Promise<void>
  /** What was in it when it was opened, whole and torn. */
  readonly before: JournalReading
}

/** Name of a cluster's journal in the state directory. */
export function journalName(cluster: ClusterName): string {
  return `journal/${cluster}.jsonl`
}

/**
 * Opens a cluster's journal for one run. A last line that a crash tore is left where it is and answered by a
 * `recovered` record that holds its digest, so that the chain goes on and nothing looks as if it had never been.
 */
export async function openJournal(store: StateStore, clock: Clock, cluster: ClusterName, run: RunId): Promise<Journal> {
  const before = readJournal(await store.read(journalName(cluster)))
  let sequence = before.records.length
  let previous = before.head
  let prefix = before.unterminated || before.torn !== undefined ? '\n' : ''
  const add = async (event: JournalEvent): Promise<void> => {
    const record: JournalRecord = {
      sequence: sequence + 1,
      at: new Date(clock.now()).toISOString(),
      cluster,
      run,
      event,
      previous,
    }
    const line = JSON.stringify(record)
    await store.append(journalName(cluster), new TextEncoder().encode(`${prefix}${line}\n`))
    prefix = ''
    sequence += 1
    previous = digestOfLine(line)
  }
  if (before.torn !== undefined) {
    await add({ kind: 'recovered', torn: before.torn.digest, bytes: before.torn.bytes })
  }
  return { add, before }
}
