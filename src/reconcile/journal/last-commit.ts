import type { Uuid } from '../../model/names.ts'
import type { JournalReading } from './reading.ts'
import type { JournalRecord } from './record.ts'
import { runsOfHost } from './written-by.ts'

/** When the last commit that is known of was sent, and where; milliseconds since 1970. */
export interface CommitTime {
  /** As it was written down, by the clock of whoever sent it. */
  readonly written: number
  /** By the clock of the node that it was sent to, or a little before; absent where that was not measured. */
  readonly nodeTime?: number
  /** The node that it was sent to, as far as it is known. */
  readonly through?: Uuid
  /** No later than this by the clock here: what a wait is counted from. */
  readonly latest: number
}

/** Whether a record says that something of its run is in effect, or may be. */
export function isInEffect({ event }: JournalRecord): boolean {
  return event.kind === 'commit intended' || event.kind === 'stored at once'
}

/** When the last commit was sent that the journal knows of; milliseconds since 1970. */
export function lastCommitIn({ records }: JournalReading): number | undefined {
  const last = records.findLast(({ event }) => event.kind === 'commit intended')
  return last === undefined ? undefined : Date.parse(last.at)
}

/**
 * The same for a run of `by` that goes on. Of a commit that another host sent the clock here says only that it is not later
 * than what this host wrote down after it, or than now: the clock of the other may be behind as well as ahead, and a wait that is
 * counted from what it says would be too short. A time of this host that lies ahead is of before its clock was set back.
 */
export function lastCommitSeen({ records }: JournalReading, by: string, now: number): CommitTime | undefined {
  const index = records.findLastIndex(({ event }) => event.kind === 'commit intended')
  const commit = records[index]
  if (commit === undefined) return undefined
  const own = runsOfHost(records, by)
  const seen = records.slice(index).filter(({ run }) => own.has(run))
  const latest = Math.min(now, ...seen.map(({ at }) => Date.parse(at)))
  const { event } = commit
  const { through, nodeTime } = event.kind === 'commit intended' ? event : {}
  return {
    written: Math.min(Date.parse(commit.at), latest),
    latest,
    ...(through === undefined ? {} : { through }),
    ...(nodeTime === undefined ? {} : { nodeTime: Date.parse(nodeTime) }),
  }
}

/** The node that the last write that is known of went to: who shows it holds the storage that it came with. */
export function lastWrittenIn({ records }: JournalReading): readonly Uuid[] {
  const steps = records.flatMap(({ event }) => (event.kind === 'write intended' ? [event.step] : []))
  return steps.flatMap((step) => ('uuid' in step ? [step.uuid] : [])).slice(-1)
}
