import type { NodeName } from '../model/names.ts'
import type { ClusterName } from '../model/names.ts'
import type { Phase, Plan, Step } from '../plan/plan.ts'
import type { Outcome } from '../plan/progress.ts'
import type { JournalEvent } from './journal-event.ts'
import type { JournalReading } from './journal-reading.ts'
import type { JournalRecord } from './journal-record.ts'
import type { RunId } from './ports.ts'

/** A run that can be taken back: what it set out to write, and the backup from before it. */
export interface UndoneRun {
  readonly run: RunId
  readonly at: string
  readonly by: string
  readonly command: string
  readonly revision?: string
  /** Name of the backup in the state directory. */
  readonly backup?: string
  /** The steps that it wrote, as the journal has them; its proofs are not kept and prove nothing about the way back. */
  readonly plan: Plan
}

/**
 * The newest run that committed something, or why there is none to take back. A rollback that was killed or stopped
 * half-way is no such run: the one that it was taking back is still what has to go.
 */
export function lastUndoable(cluster: ClusterName, journal: JournalReading): UndoneRun | { readonly why: string } {
  const { records } = journal
  const last = records.findLast(({ event }) => event.kind === 'committed' || event.kind === 'commit uncertain')
  if (last === undefined) return { why: 'no run has committed anything yet' }
  const undoes = startOf(last.run, records)?.event.undoes
  return undoneRun(cluster, undoes === undefined || isDone(journal, last.run) ? last.run : undoes, records)
}

/** Whether a run did everything that it set out to do; one that was killed has no end at all. */
export function isDone({ records }: JournalReading, run: RunId): boolean {
  const end = records.findLast((record) => record.run === run && record.event.kind === 'run ended')?.event
  return end?.kind === 'run ended' && isWhole(end.outcome)
}

const WHOLE: ReadonlySet<string> = new Set<Outcome['kind']>(['in sync', 'stored', 'nothing to do'])

/** Whether an outcome in the journal is that of a run that left nothing undone. */
export function isWhole(outcome: string): boolean {
  return WHOLE.has(outcome)
}

function undoneRun(
  cluster: ClusterName,
  run: RunId,
  records: readonly JournalRecord[],
): UndoneRun | { readonly why: string } {
  const own = records.filter((record) => record.run === run)
  const started = startOf(run, records)
  if (started === undefined) return { why: `the journal does not say how the run ${run} began` }
  const { by, command, revision, desired, observed, dialect, phases } = started.event
  if (command === 'rollback') {
    return { why: `the newest run (${started.at}) was a rollback itself: name a commit with --to` }
  }
  const backup = own.findLast(({ event }) => event.kind === 'backup stored')?.event
  return {
    run,
    at: started.at,
    by,
    command,
    ...(revision === undefined ? {} : { revision }),
    ...(backup?.kind === 'backup stored' ? { backup: backup.file } : {}),
    plan: {
      formatVersion: 1,
      cluster,
      basedOn: { desired, observed, dialect },
      phases: phasesOf(own),
      blocked: [],
      estimate: { commits: phases, requests: 0, manualSteps: 0 },
    },
  }
}

type StartRecord = JournalRecord & { readonly event: Extract<JournalEvent, { kind: 'run started' }> }

function startOf(run: RunId, records: readonly JournalRecord[]): StartRecord | undefined {
  return records.filter(isStart).find((record) => record.run === run)
}

function isStart(record: JournalRecord): record is StartRecord {
  return record.event.kind === 'run started'
}

/** Phases whose commit was sent; one that was begun anew counts as it was begun last. */
function phasesOf(records: readonly JournalRecord[]): readonly Phase[] {
  const steps = new Map<number, Step[]>()
  const titles = new Map<number, string>()
  const sent = new Set<number>()
  for (const { event } of records) {
    if (event.kind === 'phase started') {
      if (!sent.has(event.phase)) steps.set(event.phase, [])
      titles.set(event.phase, event.title)
    } else if (event.kind === 'write intended') steps.get(event.phase)?.push(event.step)
    else if (event.kind === 'commit intended') sent.add(event.phase)
  }
  return [...sent].map((ordinal) => ({
    ordinal,
    kind: 'settings',
    title: titles.get(ordinal) ?? '',
    preconditions: [],
    steps: steps.get(ordinal) ?? [],
    proof: { kind: 'not needed', because: 'it is taken back and not carried out' },
  }))
}

/** Files that a run wrote, by node and path, with the digest of what was there before. */
export function filesWrittenBy({ plan }: UndoneRun): readonly {
  readonly node: NodeName
  readonly path: string
  readonly before: Extract<Step, { kind: 'write system file' }>['before']
}[] {
  return plan.phases
    .flatMap(({ steps }) => steps)
    .flatMap((step) =>
      step.kind === 'write system file' ? [{ node: step.node, path: step.path, before: step.before }] : [],
    )
}
