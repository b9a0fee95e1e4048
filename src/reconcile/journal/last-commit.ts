import type { Uuid } from '../../model/names.ts'
import type { JournalReading } from './reading.ts'

/** When the last commit was sent that the journal knows of; milliseconds since 1970. */
export function lastCommitIn({ records }: JournalReading): number | undefined {
  const last = records.findLast(({ event }) => event.kind === 'commit intended')
  return last === undefined ? undefined : Date.parse(last.at)
}

/**
 * The same as far as this host can tell: what was written down by a clock that is ahead, or before the one here was set back,
 * is not later than the moment in which it is first seen. A wait that is counted from there is never too short, and ends.
 */
export function lastCommitSeen(reading: JournalReading, now: number): number | undefined {
  const written = lastCommitIn(reading)
  return written === undefined ? undefined : Math.min(written, now)
}

/** The node that the last write that is known of went to: who shows it holds the storage that it came with. */
export function lastWrittenIn({ records }: JournalReading): readonly Uuid[] {
  const steps = records.flatMap(({ event }) => (event.kind === 'write intended' ? [event.step] : []))
  return steps.flatMap((step) => ('uuid' in step ? [step.uuid] : [])).slice(-1)
}
