import type { Digest } from '../model/names.ts'
import type { ListEntry, ObservedCluster, ObservedList } from '../model/observed.ts'
import { isOwned } from '../model/policy/list.ts'
import { canonical, digestOf } from './canonical.ts'
import { listNamed } from './holdings.ts'
import { afterEdits, beforeEdits, listEdits } from './list-edits.ts'
import type { Blocked, Step } from './plan.ts'
import { TAKE_IT_FROM_A_COMMIT } from './rule-sets/importable-before.ts'
import { changedSince, lostMark } from './undo-rule-sets.ts'

/** A step about a list. */
export type ListStep = Extract<Step, { readonly list: string }>

/** What is known of lists before a plan and now. */
export interface UndoListContext {
  readonly before: ObservedCluster
  readonly observed: ObservedCluster
  /** Digest of the entries that a step of the plan found in its list, if that was recorded. */
  readonly foundBy?: (step: Step) => Digest | undefined
}

/**
 * The step that brings a list back to what it held before the steps of a plan that are about it: as a backup has it or, where
 * nobody kept that, with the edits turned round.
 */
export function undoList(
  steps: readonly [ListStep, ...ListStep[]],
  context: UndoListContext,
  blocked: Blocked[],
): readonly Step[] {
  const [{ list, type }] = steps
  const stop = (reason: string, remedy: string): readonly Step[] => {
    blocked.push({ object: `list "${list}"`, reason, remedy })
    return []
  }
  if (context.observed.lists.kind === 'unknown')
    return stop('what it holds now could not be read', 'make sure that the appliance answers, then roll back again')
  const now = listNamed({ list, type }, context.observed)
  const past = pastOf(steps, now, context)
  if (past === 'not kept') return stop(notKept(context.before), TAKE_IT_FROM_A_COMMIT)
  if (past === 'not theirs') return stop(changedSince.reason, changedSince.remedy)
  if (isSame(past?.entries, now?.entries)) return []
  if (now !== undefined && !isOwned(now.description)) return stop(lostMark.reason, lostMark.remedy)
  return [listBack({ list, type }, past, now)]
}

function notKept({ lists }: ObservedCluster): string {
  const what = 'nobody kept what it held'
  return lists.kind === 'unknown' ? `${what}: ${lists.reason}` : what
}

/** What a list held; a description is not known where only the edits tell. */
type Past = Pick<ObservedList, 'entries'> & Partial<Pick<ObservedList, 'description'>>

/** What a list held before the steps; undefined where it was not there. One that they created was not, whoever kept what. */
function pastOf(
  steps: readonly [ListStep, ...ListStep[]],
  now: ObservedList | undefined,
  { before, foundBy = () => undefined }: UndoListContext,
): Past | undefined | 'not kept' | 'not theirs' {
  const [first] = steps
  const turned = now === undefined ? 'not kept' : turnedRound(now.entries, steps, foundBy)
  const isTheirs = (old: readonly ListEntry[] | undefined, start = old): boolean =>
    [old, resultOf(old, steps)].some((entries) => isSame(entries, now?.entries)) || isSame(turned, start)
  if (first.kind === 'create list') return isTheirs(undefined, first.entries) ? undefined : 'not theirs'
  const kept = listNamed(first, before)
  const own = kept === undefined ? undefined : sinceOthers(steps, kept.entries, foundBy)
  if (own !== undefined) return leftByOthers(own, now, foundBy)
  if (kept !== undefined) return isTheirs(kept.entries) ? kept : 'not theirs'
  return typeof turned === 'string' ? turned : { entries: turned }
}

/**
 * What a list that holds these entries held before edits of it, or as it was created. Each edit is turned round only where
 * that leads to exactly what it found; one that led to something else had no effect, since its commit was lost, and what does
 * not end where the first began was changed by somebody else as well.
 */
function turnedRound(
  now: readonly ListEntry[],
  steps: readonly [ListStep, ...ListStep[]],
  foundBy: (step: Step) => Digest | undefined,
): readonly ListEntry[] | 'not kept' | 'not theirs' {
  const [first, ...rest] = steps
  const start = first.kind === 'create list' ? digestOf(first.entries) : foundBy(first)
  if (start === undefined || !rest.every((step) => step.kind === 'edit list' && foundBy(step) !== undefined))
    return 'not kept'
  let [entries, held] = [now, digestOf(now)]
  for (const step of steps.toReversed()) {
    if (held === start || step.kind !== 'edit list') break
    const old = beforeEdits(entries, step.edits)
    if (old !== undefined && digestOf(old) === foundBy(step)) [entries, held] = [old, digestOf(old)]
  }
  return held === start ? entries : 'not theirs'
}

/**
 * Of several edits those since one that found neither what was kept nor what an earlier one left: what somebody else made of the
 * list in between is what was there before. Undefined where there is no such edit, or where that cannot be told.
 */
function sinceOthers(
  steps: readonly ListStep[],
  kept: readonly ListEntry[],
  foundBy: (step: Step) => Digest | undefined,
): readonly [ListStep, ...ListStep[]] | undefined {
  const known = new Map([[digestOf(kept), kept]])
  for (const [index, step] of steps.entries()) {
    const found = foundBy(step)
    if (step.kind !== 'edit list' || found === undefined) return undefined
    const held = known.get(found)
    if (held === undefined) return index === 0 ? undefined : [step, ...steps.slice(index + 1)]
    const left = afterEdits(held, step.edits)
    known.set(digestOf(left), left)
  }
  return undefined
}

/** What somebody else made of a list before these steps; as they left it, it may hold what Pader wrote, which is told. */
function leftByOthers(
  steps: readonly [ListStep, ...ListStep[]],
  now: ObservedList | undefined,
  foundBy: (step: Step) => Digest | undefined,
): Past | 'not theirs' {
  const theirs = now === undefined ? 'not theirs' : turnedRound(now.entries, steps, foundBy)
  return typeof theirs === 'string' || isSame(theirs, now?.entries) ? 'not theirs' : { entries: theirs }
}

function resultOf(old: readonly ListEntry[] | undefined, steps: readonly ListStep[]): readonly ListEntry[] | undefined {
  let entries = old
  for (const step of steps) {
    if (step.kind === 'create list') entries = step.entries
    else entries = step.kind === 'delete list' ? undefined : afterEdits(entries ?? [], step.edits)
  }
  return entries
}

/** The step that makes of a list what it was. */
function listBack(name: Pick<ListStep, 'list' | 'type'>, past: Past | undefined, now: ObservedList | undefined): Step {
  if (past === undefined) return { kind: 'delete list', ...name }
  const { description = '', entries } = past
  if (now === undefined) return { kind: 'create list', ...name, description, entries }
  return { kind: 'edit list', ...name, edits: listEdits(now.entries, entries) }
}

function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}
