import {
  holdOn,
  onceEnded,
  personalHold,
  releaseCommand,
  releaseRunHold,
  remedyOf,
  runHold,
  setRunHold,
  type Hold,
} from '../../reconcile/locks/hold.ts'
import { whileAtWork, workWords } from '../../reconcile/locks/at-work.ts'
import { inVainOf } from '../../reconcile/locks/rollback-words.ts'
import { openJournal } from '../../reconcile/journal/journal.ts'
import { endOf, type RunEnd } from '../../reconcile/journal/run-end.ts'
import type { RunId } from '../../reconcile/ports.ts'
import type { Outcome } from '../../plan/progress.ts'
import { isTouched } from '../../report/plan/standing.ts'
import { EXIT, type ExitCode } from '../../report/exit-code.ts'
import { CommandFailure } from '../command.ts'
import type { PreparedRollback } from './prepared-rollback.ts'

/**
 * The hold of a rollback that was killed or stopped half-way, or left something to a person, which this one goes on with. One
 * that is done keeps its commits from coming back, and no other rollback from going further; any other hold is a person's word
 * and refuses.
 */
export async function holdOfUnfinished({
  open: { store, cluster, clock },
  revision,
}: PreparedRollback): Promise<Hold | undefined> {
  const held = await holdOn(store, cluster.name, clock.now())
  if (held === undefined) return undefined
  const isOther = revision === undefined || held.commits?.includes(revision) === false
  if (held.except !== undefined && (held.leaves !== true || isOther)) return held
  const person =
    (await personalHold(store, 'all', clock.now())) ?? (await personalHold(store, cluster.name, clock.now()))
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
      `cluster "${cluster.name}": ${workWords(holder)}`,
      whileAtWork(cluster.name, holder),
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
  readonly outcome: Outcome
}

/** Why there was nothing that a rollback could take back, where that ended it. */
function inVain(outcome: Outcome): string | undefined {
  if (outcome.kind !== 'waiting') return undefined
  const { standing, for: what, instructions } = outcome
  return isTouched(standing) || standing.left > 0 ? undefined : [what, ...instructions.slice(0, 1)].join(': ')
}

/**
 * What becomes of the hold of a run when it has ended, in words. A rollback that wrote nothing leaves none behind, unless an
 * earlier one (`begun`) has taken back a part already; with one that was gone to its end, or found nothing that could be taken
 * back, nobody goes on any more. What a person has said meanwhile stays.
 */
export async function holdAfter(
  way: PreparedRollback,
  { exitCode, outcome }: EndOfRollback,
  begun: Hold | undefined,
  before: Hold | undefined,
): Promise<string> {
  const isUnfinished = begun !== undefined && begun.leaves !== true
  const vain = isUnfinished || way.isByItself === true ? undefined : inVain(outcome)
  const wroteNothing = !isUnfinished && (NOTHING_WRITTEN.has(exitCode) || vain !== undefined)
  if (vain !== undefined && begun === undefined && way.bad.length > 0) await holdCommits(way)
  else if (wroteNothing) await leaveAsBefore(way, before)
  else await bringToEnd(way, endOf(outcome))
  const notTaken = vain === undefined ? 'nothing was rolled back' : `nothing could be rolled back: ${vain}`
  return heldInWords(way, wroteNothing ? notTaken : undefined)
}

async function heldInWords(way: PreparedRollback, notTaken: string | undefined): Promise<string> {
  const { store, cluster, clock } = way.open
  const held = await holdOn(store, cluster.name, clock.now())
  const left = await runHold(store, cluster.name)
  if (held !== undefined && held.why !== left?.why)
    return `held by ${held.by}: ${held.why}; "${releaseCommand(held.on)}" ends that`
  if (left === undefined) return `nothing is held: ${notTaken ?? 'somebody has released it in the meantime'}`
  return `${notTaken === undefined ? '' : `${notTaken}; `}${leftInWords(left, way)}`
}

async function leaveAsBefore({ open: { store, cluster } }: PreparedRollback, before: Hold | undefined): Promise<void> {
  await (before === undefined ? releaseRunHold(store, cluster.name) : setRunHold(store, cluster.name, before))
}

/** A hold that somebody has released meanwhile does not come back. */
async function bringToEnd({ open: { store, cluster } }: PreparedRollback, end: RunEnd | undefined): Promise<void> {
  const own = await runHold(store, cluster.name)
  if (own !== undefined && end !== undefined) await setRunHold(store, cluster.name, onceEnded(own, end))
}

/** Nobody goes on with a rollback that found nothing to take back: what stays is that its commits may not come back. */
async function holdCommits(way: PreparedRollback): Promise<void> {
  const { store, cluster } = way.open
  const own = await runHold(store, cluster.name)
  if (own === undefined) return
  await setRunHold(store, cluster.name, { by: own.by, why: inVainOf(own.why), ...commitsOf(way, own) })
}

/** What the hold of a rollback means for whoever comes next. */
function leftInWords(left: Hold, { open: { cluster } }: PreparedRollback): string {
  if (left.except !== undefined && left.leaves !== true)
    return `on hold: ${left.why}; ${remedyOf({ ...left, on: cluster.name })}`
  const release = `"${releaseCommand(cluster.name)}"`
  const { commits: bad = [] } = left
  if (bad.length === 0)
    return `on hold: nothing is applied to ${cluster.name} until ${release}, since what was rolled back is not a commit`
  const commits = bad.map((commit) => commit.slice(0, 12)).join(', ')
  const these = bad.length === 1 ? 'this one' : 'these'
  return `on hold: ${commits} will not be applied again; another commit will, and so will ${these} after ${release}`
}

/** The commits that may not come back, those of an earlier rollback among them. */
function commitsOf({ bad }: PreparedRollback, before: Hold | undefined): Pick<Hold, 'commits'> {
  return bad.length === 0 ? {} : { commits: [...new Set([...(before?.commits ?? []), ...bad])] }
}

const NOTHING_WRITTEN: ReadonlySet<ExitCode> = new Set([EXIT.guarded, EXIT.locked, EXIT.stale, EXIT.unreachable])
