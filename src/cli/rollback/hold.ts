import {
  holdOn,
  personalHold,
  releaseCommand,
  releaseRunHold,
  remedyOf,
  runHold,
  setRunHold,
  type Hold,
} from '../../reconcile/locks/hold.ts'
import { openJournal, readJournalOf } from '../../reconcile/journal/journal.ts'
import type { RunId } from '../../reconcile/ports.ts'
import { isDone } from '../../reconcile/rollback/last-rollout.ts'
import type { Outcome } from '../../plan/progress.ts'
import { isTouched } from '../../report/plan/standing.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { PreparedRollback } from './prepared-rollback.ts'

/**
 * The hold of a rollback that was killed or stopped half-way, which this one goes on with. One that is done keeps its commits
 * from coming back, and no other rollback from going further; any other hold is a person's word and refuses.
 */
export async function holdOfUnfinished({
  open: { store, cluster, clock },
  revision,
}: PreparedRollback): Promise<Hold | undefined> {
  const held = await holdOn(store, cluster.name, clock.now())
  if (held === undefined) return undefined
  const journal = await readJournalOf(cluster.name, store)
  if (held.except !== undefined && !isDone(journal, held.except)) return held
  const person =
    (await personalHold(store, 'all', clock.now())) ?? (await personalHold(store, cluster.name, clock.now()))
  const isOther = revision === undefined || held.commits?.includes(revision) === false
  if (person === undefined && held.commits !== undefined && isOther) return undefined
  throw new CommandFailure(
    EXIT.guarded,
    `"${cluster.name}" is on hold by ${held.by}: ${held.why}`,
    `"${releaseCommand(held.on)}", when the reason is gone, then roll back`,
  )
}

/**
 * Held before the first write: a watch must not bring back what is being taken back, whenever this is killed. Refuses where
 * a person has said so since the look, or where somebody is at work: their run would be stopped by this hold. Gives back what
 * an earlier run had left behind.
 */
export async function holdFor(way: PreparedRollback, run: RunId, why: string): Promise<Hold | undefined> {
  const { store, leases, clock, cluster, by } = way.open
  await holdOfUnfinished(way)
  const holder = await leases.current(cluster.name)
  if (holder !== undefined) {
    throw new CommandFailure(
      EXIT.locked,
      `"${cluster.name}" is being changed by ${holder.by} (${holder.why}), who has the lease until ${holder.until}`,
      `wait for it to end; if it is certainly dead: pader lock break --cluster ${cluster.name} --why …`,
    )
  }
  const takesBack = way.isByItself === true && way.undoes !== undefined ? { takesBack: way.undoes } : {}
  const before = await runHold(store, cluster.name)
  // The intent first: where that cannot be recorded, nothing is held that nobody was told of.
  const journal = await openJournal(store, clock, cluster.name, run)
  await journal.add({ kind: 'held', by, why })
  await setRunHold(store, cluster.name, { by, why, except: run, ...takesBack, ...commitsOf(way, before) })
  return before
}

/** How a rollback ended. */
export interface EndOfRollback {
  readonly exitCode: ExitCode
  /** Why it found nothing that could be taken back; absent where it found something. */
  readonly inVain?: string
}

/** Why there was nothing that a rollback could take back, where that ended it. */
export function inVain(outcome: Outcome): Pick<EndOfRollback, 'inVain'> {
  if (outcome.kind !== 'waiting') return {}
  const { standing, for: what, instructions } = outcome
  return isTouched(standing) || standing.left > 0 ? {} : { inVain: [what, ...instructions.slice(0, 1)].join(': ') }
}

/**
 * What becomes of the hold of a run when it has ended, in words. A rollback that wrote nothing leaves none behind, unless an
 * earlier one (`begun`) has taken back a part already; with one that was gone to its end, or found nothing that could be taken
 * back, nobody goes on any more. What a person has said meanwhile stays.
 */
export async function holdAfter(
  way: PreparedRollback,
  ended: EndOfRollback,
  begun: Hold | undefined,
  before: Hold | undefined,
): Promise<string> {
  const vain = begun === undefined && way.isByItself !== true ? ended.inVain : undefined
  const wroteNothing = begun === undefined && (NOTHING_WRITTEN.has(ended.exitCode) || vain !== undefined)
  if (vain !== undefined && way.bad.length > 0) await holdCommits(way, inVainOf)
  else if (wroteNothing) await leaveAsBefore(way, before)
  else await keepCommits(way, ended.exitCode)
  const notTaken = vain === undefined ? 'nothing was taken back' : `nothing could be taken back: ${vain}`
  return heldInWords(way, wroteNothing ? notTaken : undefined)
}

async function heldInWords(way: PreparedRollback, notTaken: string | undefined): Promise<string> {
  const { store, cluster, clock } = way.open
  const held = await holdOn(store, cluster.name, clock.now())
  const left = await runHold(store, cluster.name)
  if (held !== undefined && held.why !== left?.why)
    return `held by ${held.by}: ${held.why}; "${releaseCommand(held.on)}" ends that`
  if (left === undefined) return `nothing is held: ${notTaken ?? 'somebody has released it meanwhile'}`
  return `${notTaken === undefined ? '' : `${notTaken}; `}${leftInWords(left, way)}`
}

async function leaveAsBefore({ open: { store, cluster } }: PreparedRollback, before: Hold | undefined): Promise<void> {
  await (before === undefined ? releaseRunHold(store, cluster.name) : setRunHold(store, cluster.name, before))
}

/** With a rollback that was gone to its end nobody goes on: what stays is that its commits may not come back. */
async function keepCommits(way: PreparedRollback, exitCode: ExitCode): Promise<void> {
  const { store, cluster } = way.open
  const own = await runHold(store, cluster.name)
  if (own !== undefined && (exitCode === EXIT.ok || (await isAtItsEnd(way, own)))) await holdCommits(way, onceDone)
}

/** Nobody goes on with a rollback any more; a hold that somebody has released meanwhile does not come back. */
async function holdCommits(way: PreparedRollback, reworded: (why: string) => string): Promise<void> {
  const { store, cluster } = way.open
  const own = await runHold(store, cluster.name)
  if (own === undefined) return
  await setRunHold(store, cluster.name, { by: own.by, why: reworded(own.why), ...commitsOf(way, own) })
}

/** What the hold of a rollback means for whoever comes next. */
function leftInWords(left: Hold, { open: { cluster } }: PreparedRollback): string {
  if (left.except !== undefined) return `held: ${left.why}; ${remedyOf({ ...left, on: cluster.name })}`
  const release = `"${releaseCommand(cluster.name)}"`
  const { commits: bad = [] } = left
  if (bad.length === 0)
    return `held: nothing is applied to ${cluster.name} until ${release}, since what was rolled back is no commit`
  const commits = bad.map((commit) => commit.slice(0, 12)).join(', ')
  const these = bad.length === 1 ? 'this one' : 'these'
  return `held: ${commits} will not be applied again; another commit will, and so will ${these} after ${release}`
}

/** What whoever meets the hold of a rollback is told of it, unless its caller has said something else. */
export function whileUnfinished(words: string): string {
  return `${UNFINISHED}${words}`
}

/** The same when nothing is left of it to be done. */
function onceDone(why: string): string {
  return why.startsWith(UNFINISHED) ? `rolled back ${why.slice(UNFINISHED.length)}` : why
}

/** The same when there was nothing that could be done. */
function inVainOf(why: string): string {
  return why.startsWith(UNFINISHED) ? `${why}: nothing could be taken back` : why
}

const UNFINISHED = 'rolling back '

/** Whether nothing is left of the rollback that a hold is for, even where not every node has heard of it yet. */
async function isAtItsEnd({ open: { cluster, store } }: PreparedRollback, { except }: Hold): Promise<boolean> {
  return except !== undefined && isDone(await readJournalOf(cluster.name, store), except)
}

/** The commits that may not come back, those of an earlier rollback among them. */
function commitsOf({ bad }: PreparedRollback, before: Hold | undefined): Pick<Hold, 'commits'> {
  return bad.length === 0 ? {} : { commits: [...new Set([...(before?.commits ?? []), ...bad])] }
}

const NOTHING_WRITTEN: ReadonlySet<ExitCode> = new Set([EXIT.guarded, EXIT.locked, EXIT.stale, EXIT.unreachable])
