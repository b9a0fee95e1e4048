import { sha256Of } from '../../model/digest.ts'
import { digest, type ClusterName, type Digest } from '../../model/names.ts'
import type { JournalEvent } from './event.ts'
import type { RunId } from '../ports.ts'

/** One line of the journal: what happened, chained to the line before it. */
export interface JournalRecord {
  /** From 1, without gaps. */
  readonly sequence: number
  /** ISO instant. */
  readonly at: string
  readonly cluster: ClusterName
  readonly run: RunId
  readonly event: JournalEvent
  /** Digest of the record before; of nothing for the first. */
  readonly previous: Digest
}

/** Digest that the first record points back to. */
export const BEGINNING: Digest = digest('0'.repeat(64))

/** The digest that the next record points back to. */
export function digestOfLine(line: string): Digest {
  return sha256Of(line)
}
