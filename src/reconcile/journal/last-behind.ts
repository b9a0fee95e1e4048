import type { NodeName } from '../../model/names.ts'
import type { JournalReading } from './reading.ts'

/**
 * Nodes that held something older when a run last looked at all of them, as the journal has it; without those of `away`, out of
 * service, of which nothing is expected.
 */
export function lastBehind({ records }: JournalReading, away: ReadonlySet<NodeName | undefined>): readonly NodeName[] {
  const last = records.findLast(({ event }) => event.kind === 'verified')
  if (last?.event.kind !== 'verified') return []
  return last.event.verification.behind.filter((node) => !away.has(node))
}
