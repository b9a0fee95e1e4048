import type { JournalRecord } from '../reconcile/journal/record.ts'
import type { RunStatus } from '../report/watch/status.ts'

/** The newest runs that a journal tells of, newest first. */
export function historyOf(records: readonly JournalRecord[], most: number): readonly RunStatus[] {
  const runs = new Map<string, RunStatus>()
  for (const { run, at, event } of records) {
    const known = runs.get(run)
    if (event.kind === 'run started') {
      const { by, command, revision } = event
      runs.set(run, { at, by, command, commits: 0, ...(revision === undefined ? {} : { commit: revision }) })
    } else if (known !== undefined && event.kind === 'committed') {
      runs.set(run, { ...known, commits: known.commits + 1 })
    } else if (known !== undefined && event.kind === 'run ended') {
      runs.set(run, { ...known, outcome: event.outcome })
    }
  }
  return [...runs.values()].slice(-most).toReversed()
}
