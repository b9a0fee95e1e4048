import type { ClusterName, Digest } from '../../model/names.ts'
import type { JournalEvent } from './event.ts'
import { digestOfLine, type JournalRecord } from './record.ts'
import { readJournal, type JournalReading } from './reading.ts'
import type { Clock, RunId, StateStore } from '../ports.ts'

/** The journal of one cluster, open for adding. Nothing in it is ever changed or removed. */
export interface Journal {
  /** Returns when the record is on the disk: call it before the effect that it announces. */
  add(event: JournalEvent): Promise<void>
  /** How many events were added since it was opened. */
  added(): number
  /** Where it stands: the digest of the last record. */
  position(): Digest
  /** What was in it when it was opened, whole and torn. */
  readonly before: JournalReading
}

/** Name of a cluster's journal in the state directory. */
export function journalName(cluster: ClusterName): string {
  return `${JOURNALS}/${cluster}.jsonl`
}

/** Folder of the journals of all clusters in the state directory. */
export const JOURNALS = 'journal'

/** What a cluster's journal holds, for whoever adds nothing to it. */
export async function readJournalOf(cluster: ClusterName, store: StateStore): Promise<JournalReading> {
  return readJournal(await store.read(journalName(cluster)))
}

/**
 * Opens a cluster's journal for one run. A last line that a crash tore is left where it is and answered by a
 * `recovered` record that holds its digest, so that the chain goes on and nothing looks as if it had never been. Where
 * that record is torn, too, the next one answers for both.
 *
 * A run is not alone with the journal: a person holds the cluster meanwhile, or a run that lost its lease writes down
 * how it ended. So each record follows what is on the disk at that moment, not what the run remembers.
 */
export async function openJournal(store: StateStore, clock: Clock, cluster: ClusterName, run: RunId): Promise<Journal> {
  const name = journalName(cluster)
  const found = await store.read(name)
  const before = readJournal(found)
  let end = endOf(found, before)
  let added = 0

  const append = async (event: JournalEvent): Promise<void> => {
    const at = new Date(clock.now()).toISOString()
    const record: JournalRecord = { sequence: end.count + 1, at, cluster, run, event, previous: end.head }
    const line = JSON.stringify(record)
    const bytes = new TextEncoder().encode(`${end.open ? '\n' : ''}${line}\n`)
    await store.append(name, bytes)
    end = { size: end.size + bytes.byteLength, count: end.count + 1, head: digestOfLine(line), open: false }
  }
  const catchUp = async (bytes: Uint8Array | undefined, reading: JournalReading): Promise<void> => {
    end = endOf(bytes, reading)
    if (reading.torn === undefined) return
    await append({ kind: 'recovered', torn: reading.torn.digest, bytes: reading.torn.bytes })
  }
  const add = async (event: JournalEvent): Promise<void> => {
    const bytes = await store.read(name)
    if ((bytes?.byteLength ?? 0) !== end.size) await catchUp(bytes, readJournal(bytes))
    await append(event)
    added += 1
  }
  await catchUp(found, before)
  return { add, added: () => added, position: () => end.head, before }
}

/** Where the next record goes: the file's bytes, its records, their last digest, and whether its last line is open. */
interface JournalEnd {
  readonly size: number
  readonly count: number
  readonly head: Digest
  readonly open: boolean
}

function endOf(bytes: Uint8Array | undefined, { records, head }: JournalReading): JournalEnd {
  const open = bytes !== undefined && bytes.byteLength > 0 && bytes.at(-1) !== LINE_END
  return { size: bytes?.byteLength ?? 0, count: records.length, head, open }
}

const LINE_END = 0x0a
