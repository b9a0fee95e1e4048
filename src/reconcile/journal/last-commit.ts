import type { JournalReading } from './reading.ts'

/** When the last commit was sent that the journal knows of; milliseconds since 1970. */
export function lastCommitIn({ records }: JournalReading): number | undefined {
  const last = records.findLast(({ event }) => event.kind === 'commit intended')
  return last === undefined ? undefined : Date.parse(last.at)
}
