import type { NodeName } from '../../model/names.ts'
import type { JournalReading } from './reading.ts'

/** Nodes that held something older when a run last looked at all of them, as the journal has it. */
export function lastBehind({ records }: JournalReading): readonly NodeName[] {
  const last = records.findLast(({ event }) => event.kind === 'verified')
  return last?.event.kind === 'verified' ? last.event.verification.behind : []
}
