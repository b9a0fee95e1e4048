import { ApplianceError } from '../../appliance/port.ts'
import type { PhaseResult } from './carry-out.ts'
import type { RunContext } from '../run/run-context.ts'
import type { Phase, Step } from '../../plan/plan.ts'
import { confirm, writtenNodes } from '../verify/confirm.ts'
import { Ended } from '../ending/ended.ts'
import { isPassing } from '../ending/fault-ending.ts'
import { callAgain } from '../ending/go-on.ts'
import { LookAgain } from '../ending/look-again.ts'
import { releaseCommand, setRunHold } from '../locks/hold.ts'
import { elapsed } from '../run/elapsed.ts'
import { lookAtTheWhole, type WholeLook } from '../run/look-around.ts'
import type { Look } from '../observe/observe.ts'
import { canonical } from '../observe/same-value.ts'
import { movedParts } from '../observe/snapshot.ts'
import { storedAs, takenBack } from '../backup/taken-back.ts'
import { unseenWords } from '../observe/unseen.ts'

/**
 * Finds out by looking what a commit did, whatever its answer was, and who holds it now. False when it did not take
 * effect and can be tried again.
 */
export async function afterCommit(
  base: Look,
  result: Exclude<PhaseResult, { kind: 'moved' }>,
  context: RunContext,
): Promise<boolean> {
  const { journal, tell, standing } = context
  const { written: phase } = result
  if (result.kind === 'uncertain') {
    await journal.add({ kind: 'commit uncertain', phase: phase.ordinal, cause: result.cause })
  }
  const { seen: now, backup } = await lookUntilSeen(context)
  const lost = takenBack(context.cache.stored, result.last, backup)
  context.cache.stored = storedAs(now, backup)
  // A storage may be the same as one before, and whoever held that one may hold another that came in between.
  context.cache.confirmations.clear()
  context.cache.versions.clear()
  context.setup.cache.confirmed = undefined
  const moved = new Set(movedParts(base.snapshot, now.snapshot))
  const stored = result.touched.filter((part) => moved.has(part))
  standing.uncertain = false
  if (result.kind === 'uncertain' && (stored.length === 0 || isAllLeft(phase, now, context))) return false
  if (stored.length < result.touched.length) await superseded(result.touched, stored, context)

  standing.committed += 1
  standing.left -= 1
  delete standing.shown
  await journal.add({ kind: 'committed', phase: phase.ordinal })
  await tell({ kind: 'committed', phase, attachedFor: result.kind === 'committed' ? result.attachedFor : 0 })
  await reportForeign(base, moved, result.touched, context)
  for (const { object, text } of lost) await reportLost(object, text, context)
  context.cache.lastWritten = writtenNodes(phase)
  const shown = await confirm(now, context, { asked: 'after', witnesses: context.cache.lastWritten }).catch(asLookAgain)
  const verification = shown instanceof LookAgain ? shown.verification : shown
  await journal.add({ kind: 'verified', phase: phase.ordinal, verification })
  if (shown instanceof LookAgain) throw shown
  return true
}

function asLookAgain(error: unknown): LookAgain {
  if (error instanceof LookAgain) return error
  throw error
}

/**
 * Whether everything that a phase writes is still to be done: then what moved was moved by somebody else, who changed the
 * same objects in the moment of a commit that did not take effect.
 */
function isAllLeft({ steps }: Phase, { cluster }: Look, { setup, cache }: RunContext): boolean {
  const planned = setup.plan(cluster, [], cache.written)
  if (planned.kind !== 'planned') return false
  const left = new Set(planned.plan.phases.flatMap((phase) => phase.steps.map(goalOf)))
  return steps.every((step) => left.has(goalOf(step)))
}

/** What a step brings about, whatever was there before. */
function goalOf(step: Step): string {
  return 'list' in step ? `list ${step.type} ${step.list}` : canonical({ ...step, before: undefined })
}

/** Milliseconds of the first pause that is worth a word. */
const LONG_PAUSE = 2_000

async function lookUntilSeen({ setup, tell, keepLease }: RunContext): Promise<WholeLook> {
  const until = elapsed(setup.clock) + setup.patience
  for (let pause = 500; ; pause = Math.min(pause * 2, 5_000)) {
    let why: string
    try {
      const now = await lookAtTheWhole(setup, keepLease)
      if (now.seen.unknown.length === 0) return now
      why = unseenWords(now.seen.unknown)
      if (elapsed(setup.clock) + pause > until) throw notSeen(why, setup)
    } catch (error) {
      if (!(error instanceof ApplianceError)) throw error
      why = error.message
      if (!isPassing(error) || elapsed(setup.clock) + pause > until) throw notSeen(why, setup)
    }
    if (pause === LONG_PAUSE) {
      const reason = `the commit was sent and cannot be looked at yet: ${why}`
      await tell({ kind: 'waiting', reason, seconds: (until - elapsed(setup.clock)) / 1000 })
    }
    await setup.clock.sleep(pause)
    await keepLease()
  }
}

function notSeen(message: string, setup: RunContext['setup']): Ended {
  return new Ended({
    kind: 'failed',
    fault: 'uncertain',
    message: `the commit was sent and cannot be looked at: ${message}`,
    remedy: `${callAgain(setup)} when the entry node answers: it looks first, and goes on from what is there`,
  })
}

/** Another storage has won over ours: applying again would only fight, so the cluster is held for a person. */
async function superseded(
  touched: readonly string[],
  stored: readonly string[],
  { setup }: RunContext,
): Promise<never> {
  const objects = touched.filter((part) => !stored.includes(part))
  await setRunHold(setup.store, setup.cluster, {
    by: 'pader',
    why: `another storage replaced what was committed (${objects[0] ?? 'unknown'})`,
  })
  const remedy = `the cluster is on hold meanwhile: "${releaseCommand(setup.cluster)}", then "pader plan"`
  throw new Ended({ kind: 'superseded', objects, remedy })
}

/** What changed around our commit and is not ours: kept as it was before, since a commit replaces the whole storage. */
async function reportForeign(
  base: Look,
  moved: ReadonlySet<string>,
  touched: readonly string[],
  context: RunContext,
): Promise<void> {
  const mine = new Set(touched)
  for (const object of [...moved].filter((part) => !mine.has(part)))
    await reportLost(object, base.snapshot.get(object) ?? '', context)
}

async function reportLost(object: string, text: string, { setup, journal, tell }: RunContext): Promise<void> {
  const copy = `lost/${setup.cluster}/${setup.run}-${object.replaceAll(/[^A-Za-z0-9.-]+/g, '_')}.txt`
  await setup.store.replace(copy, new TextEncoder().encode(text))
  await journal.add({ kind: 'foreign change lost', object, copy })
  await tell({ kind: 'foreign change lost', object, copy })
}
