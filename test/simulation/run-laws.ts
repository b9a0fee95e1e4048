import type { Plan } from '../../src/plan/plan.ts'
import { readJournal } from '../../src/reconcile/journal/reading.ts'
import { journalName } from '../../src/reconcile/journal/journal.ts'
import { dialect } from './cluster-world.ts'
import type { Court } from './court.ts'
import { partsOf } from './journal-laws.ts'
import { edge } from './one-run.ts'
import type { StoredView } from './views.ts'

/** A plan that a person has seen and said yes to, and what the cluster held then. */
export interface ApprovalWatch {
  readonly steps: ReadonlySet<string>
  /** Parts that the plan writes. */
  readonly written: ReadonlySet<string>
  readonly view: StoredView
  readonly at: number
}

/** What a judge remembers of a plan that is approved now. */
export function approvalOf({ entryView, time }: Court, plan: Plan): ApprovalWatch {
  const steps = plan.phases.flatMap((phase) => phase.steps)
  return {
    steps: new Set(steps.map(sorted)),
    written: new Set(steps.flatMap(partsOf)),
    view: entryView().view,
    at: time.now(),
  }
}

/** A run under a plan that somebody approved does nothing else, and not on what others have changed since. */
export function judgeApproval(court: Court, run: string): void {
  const { approval, steps, lookedAt } = court.runOf(run)
  if (approval === undefined) return
  const strange = steps.find((step) => !approval.steps.has(sorted(step)))
  if (strange !== undefined) court.violate(`${run} commits what nobody approved: ${sorted(strange)}`)
  const now = court.entryView().view.parts
  for (const [part, savedAt] of court.others) {
    if (savedAt < approval.at || savedAt >= lookedAt || !/^(node \S+ document|list) /.test(part)) continue
    if (approval.written.has(part) || approval.written.has(calledIn(part, now))) continue
    if (now.get(part) !== approval.view.parts.get(part))
      court.violate(`${run} commits although ${part} has moved since the plan was approved`)
  }
}

function calledIn(part: string, parts: ReadonlyMap<string, string>): string {
  if (!part.startsWith('list ')) return part
  return `list named ${(JSON.parse(parts.get(part) ?? '[""]') as string[])[0]}`
}

/** A value as a text that does not depend on the order in which it was put together. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}

/** Judges what a commit rests on: that nobody comes back in the middle of it, and that nobody is known to be behind. */
export function judgeRun(court: Court, run: string, before: StoredView, after: StoredView): void {
  judgeIsolation(court, run, before, after)
  judgeSparing(court, run, before, after)
  judgeBehind(court, run)
}

/** Nothing of a node that is out of service is changed by a run that began while it was. */
function judgeSparing(court: Court, run: string, before: StoredView, after: StoredView): void {
  const { world, isBackInService, violate } = court
  if (world.away === undefined || isBackInService) return
  const uuid = [...world.names].find(([, name]) => name === world.away?.name)?.[0]
  for (const part of court.runOf(run).announced)
    if (part.startsWith(`node ${uuid} `) && before.parts.get(part) !== after.parts.get(part))
      violate(`${run} changes ${part} of ${world.away.name}, which is out of service`)
}

/** Groups change only while a node that is out of service is shut away; a moment after the look at its port is nobody's fault. */
function judgeIsolation(court: Court, run: string, before: StoredView, after: StoredView): void {
  const { world, awayUpSince, isBackInService, violate } = court
  const { document, key } = dialect.settings.get('groups.network')!
  const isChanged = [...world.names.keys()].some((uuid) => {
    const part = `node ${uuid} document ${document} ${key}`
    return before.parts.get(part) !== after.parts.get(part) && court.runOf(run).announced.has(part)
  })
  if (!isChanged || awayUpSince === undefined || isBackInService) return
  if (awayUpSince < begun(court, run)) violate(`${run} changes groups while ${world.away!.name}, out of service, is up`)
}

/** A run does not begin while a node is behind that an earlier run found to be behind. */
function judgeBehind(court: Court, run: string): void {
  const { world, files, history, violate } = court
  const mine = court.runOf(run)
  if (mine.commitAt !== undefined) return
  const { records } = readJournal(files.get(journalName(edge)))
  const started = records.findLastIndex(({ event }) => event.kind === 'run started')
  const last = records.slice(0, started).findLast(({ event }) => event.kind === 'verified')?.event
  const behind = last?.kind === 'verified' ? last.verification.behind : []
  const since = begun(court, run)
  const held = (uuid: string): ReadonlySet<string> => heldSince(history.get(uuid) ?? [], since)
  const entry = held(world.entry)
  for (const [uuid, name] of world.names) {
    if (!behind.includes(name) || (name === world.away?.name && !court.isBackInService)) continue
    if (![...held(uuid)].some((digest) => entry.has(digest)))
      violate(`${run} commits while ${name} is behind, which an earlier run has found`)
  }
}

/** When a run began, or made its last commit: from there on it has looked at everything itself. */
export function begun(court: Court, run: string): number {
  const { commitAt, beganAt } = court.runOf(run)
  return Math.max(commitAt ?? -Infinity, beganAt)
}

/** Digests of what a node held at any time since. */
export function heldSince(
  past: readonly { readonly at: number; readonly digest: string }[],
  since: number,
): ReadonlySet<string> {
  return new Set(past.filter((_, index) => (past[index + 1]?.at ?? Infinity) >= since).map(({ digest }) => digest))
}
