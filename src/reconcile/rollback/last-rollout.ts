import type { ClusterName, Digest } from '../../model/names.ts'
import type { Phase, Plan, Step } from '../../plan/plan.ts'
import { firstOf } from '../../plan/first-of.ts'
import { isKnownStep } from '../../plan/known-steps.ts'
import { stepsByFile, type FileStep } from '../../plan/first-writes.ts'
import type { JournalEvent } from '../journal/event.ts'
import { isInEffect } from '../journal/last-commit.ts'
import type { JournalReading } from '../journal/reading.ts'
import type { JournalRecord } from '../journal/record.ts'
import { isWhole, recordedEnd } from '../journal/run-end.ts'
import { unreadIn } from '../journal/unread.ts'
import type { KeptBackup } from '../backup/kept-backups.ts'
import type { RunId } from '../ports.ts'

/** A rollout that can be taken back: what its runs set out to write, and the backup from before the first of them. */
export interface UndoableRollout {
  /** Its newest run. */
  readonly run: RunId
  readonly at: string
  readonly by: string
  readonly command: string
  /** Its runs, the newest last: each of the others was ended early, and the next one went on. */
  readonly runs: readonly RunId[]
  /** Commits that its runs carried out, where they are from git. */
  readonly revisions: readonly string[]
  /** The backup in the state directory, with the digest of its bytes. */
  readonly backup?: Pick<KeptBackup, 'file' | 'id'>
  /** The steps that it wrote, as the journal has them; its proofs are not kept and prove nothing about the way back. */
  readonly plan: Plan
  /** What its runs did that this Pader does not know, by kind: it is not in the plan. */
  readonly unread: readonly string[]
  /** What steps of the plan found, as digests, where the journal has them. */
  readonly found: ReadonlyMap<Step, Digest>
}

/**
 * The newest run that committed something, with those that it went on with, or why there is none to take back. A rollback
 * that was killed or stopped half-way is no such run: what it was taking back is still what has to go. One that was ended after it
 * wrote a system file and before it saw what became of that has committed it where `isStored` says that it is there.
 */
export function lastUndoable(
  cluster: ClusterName,
  journal: JournalReading,
  isStored: (step: FileStep) => boolean = () => false,
): UndoableRollout | { readonly why: string } {
  const { records } = journal
  // One that was killed between its commit and the answer says no more than that it was about to.
  const last = records.findLast((record) => isInEffect(record) || filesIn(record).some(isStored))
  if (last === undefined) return { why: 'no run has committed anything yet' }
  const undoes = startOf(last.run, records)?.event.undoes
  const run = undoes === undefined || recordedEnd(journal, last.run) === 'done' ? last.run : undoes
  const started = startOf(run, records)
  if (started === undefined) return { why: `the journal does not say how the run ${run} began` }
  if (started.event.command === 'rollback') {
    return { why: `the newest run (${started.at}) was a rollback itself: name a commit with --to` }
  }
  return undoneRollout(cluster, started, rolloutOf(started, records))
}

/**
 * A run and those before it that were ended early, since nothing was left to do the last time; they are one rollout. That
 * nothing was left is what a run's end says, or what the newest one found remembered when it began: a run that only finds it so
 * leaves no trace in the journal.
 */
function rolloutOf(newest: StartRecord, records: readonly JournalRecord[]): readonly (readonly JournalRecord[])[] {
  const before = records.slice(0, records.indexOf(newest))
  const ended = before.findLastIndex(
    ({ event }) => event.kind === 'run ended' && (isWhole(event.outcome) || event.outcome === 'waiting'),
  )
  const settled = records.findIndex(({ previous }) => previous === newest.event.settled)
  const open = new Set(before.slice(Math.max(ended + 1, settled)).map(({ run }) => run))
  const runs = [...open, newest.run].map((run) => records.filter((record) => record.run === run))
  return runs.filter((own) => own.some((record) => isInEffect(record) || filesIn(record).length > 0))
}

function undoneRollout(
  cluster: ClusterName,
  newest: StartRecord,
  runs: readonly (readonly JournalRecord[])[],
): UndoableRollout {
  const { by, command, desired, observed, dialect, phases } = newest.event
  const [backup] = runs.filter((own) => own.some(isInEffect)).flatMap((own) => own.findLast(isBackup) ?? [])
  const revisions = runs.flat().flatMap((record) => (isStart(record) ? (record.event.revision ?? []) : []))
  return {
    run: newest.run,
    at: newest.at,
    by,
    command,
    runs: runs.flatMap(([first]) => first?.run ?? []),
    revisions: [...new Set(revisions)],
    ...(backup === undefined ? {} : { backup: { file: backup.event.file, id: backup.event.sha256 } }),
    unread: unreadIn(runs.flat()),
    found: new Map(runs.flat().flatMap(foundIn)),
    plan: {
      formatVersion: 1,
      cluster,
      basedOn: { desired, observed, dialect },
      phases: runs.flatMap(phasesOf).map((phase, index) => ({ ...phase, ordinal: index + 1 })),
      blocked: [],
      estimate: { commits: phases, requests: 0, manualSteps: 0 },
    },
  }
}

function foundIn({ event }: JournalRecord): readonly (readonly [Step, Digest])[] {
  return event.kind === 'write intended' && event.found !== undefined ? [[event.step, event.found]] : []
}

/**
 * Writes of system files after everything that is in effect for certain: an appliance may have stored them at once, and the run
 * that wrote them was ended before it saw that.
 */
export function doubtfulFiles({ records }: JournalReading): readonly FileStep[] {
  return records.slice(records.findLastIndex(isInEffect) + 1).flatMap(filesIn)
}

/** The write of a system file, which an appliance may store without a commit, that a record is about. */
function filesIn({ event }: JournalRecord): readonly FileStep[] {
  return event.kind === 'write intended' && isOfFile(event.step) ? [event.step] : []
}

function isOfFile(step: Step): step is FileStep {
  return step.kind === 'write system file'
}

type BackupRecord = JournalRecord & { readonly event: Extract<JournalEvent, { kind: 'backup stored' }> }

function isBackup(record: JournalRecord): record is BackupRecord {
  return record.event.kind === 'backup stored'
}

type StartRecord = JournalRecord & { readonly event: Extract<JournalEvent, { kind: 'run started' }> }

function startOf(run: RunId, records: readonly JournalRecord[]): StartRecord | undefined {
  return records.filter(isStart).find((record) => record.run === run)
}

function isStart(record: JournalRecord): record is StartRecord {
  return record.event.kind === 'run started'
}

/**
 * Phases whose commit was sent; one that was begun anew counts as it was begun last. Of system files each write counts, since
 * an appliance may store them at once: what became of it is seen in what is there.
 */
function phasesOf(records: readonly JournalRecord[]): readonly Phase[] {
  const steps = new Map<number, Step[]>()
  const titles = new Map<number, string>()
  const sent = new Set<number>()
  for (const { event } of records) {
    if (event.kind === 'phase started') {
      if (!sent.has(event.phase)) steps.set(event.phase, (steps.get(event.phase) ?? []).filter(isOfFile))
      titles.set(event.phase, event.title)
    } else if (event.kind === 'write intended' && isKnownStep(event.step)) steps.get(event.phase)?.push(event.step)
    else if (event.kind === 'commit intended') sent.add(event.phase)
  }
  return [...steps].flatMap(([ordinal, all]): readonly Phase[] => {
    const written = sent.has(ordinal) ? all : all.filter(isOfFile)
    if (written.length === 0) return []
    const proof = { kind: 'not needed', because: 'it is taken back and not carried out' } as const
    return [{ ordinal, kind: 'settings', title: titles.get(ordinal) ?? '', preconditions: [], steps: written, proof }]
  })
}

/** The step of each file that a rollout wrote which found what was there before. */
export function filesWrittenBy({ plan }: UndoableRollout): readonly FileStep[] {
  return stepsByFile(plan.phases.flatMap(({ steps }) => steps)).map((steps) => firstOf(steps))
}
