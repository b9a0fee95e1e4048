import type { RunId } from '../ports.ts'
import type { JournalRecord } from './record.ts'

/** The runs that were started on the host of `by`, which is told as `user@host`: their records have the times of its clock. */
export function runsOfHost(records: readonly JournalRecord[], by: string): ReadonlySet<RunId> {
  const host = hostOf(by)
  return new Set(
    records.flatMap(({ run, event }) => (event.kind === 'run started' && hostOf(event.by) === host ? [run] : [])),
  )
}

function hostOf(by: string): string {
  return by.slice(by.lastIndexOf('@') + 1)
}
