import { createHash } from 'node:crypto'
import type { Step } from '../../src/plan/plan.ts'
import type { JournalEvent } from '../../src/reconcile/journal/event.ts'
import { dialect, settingCodec } from './cluster-world.ts'
import type { Court } from './court.ts'
import { judgeSpread } from './canary-laws.ts'
import { SETTINGS } from './draw-rule-sets.ts'
import { isSettingsUsed, wrongSets } from './policy-laws.ts'
import { heldSince, judgeApproval, judgeRun } from './run-laws.ts'
import { isNamed } from './lost-parts.ts'
import { ORDER } from './policy-parts.ts'
import { RARE } from './rare.ts'
import type { StoredView } from './views.ts'

/** Judges what a commit changed, against what the run had announced. */
export function judgeStored(
  court: Court,
  run: string,
  before: { readonly id: number; readonly view: StoredView },
): void {
  const after = court.entryView()
  if (after.id === before.id) return
  court.entrySeen = after
  const mine = court.runOf(run)
  judgeRun(court, run, before.view, after.view)
  mine.effective = after.id
  mine.commitAt = court.time.now()
  court.lastCommitAt = mine.commitAt
  court.lastIntentAt = mine.intendedAt ?? mine.commitAt
  judgeSpread(court, run, before.view, after.view)
  const intended = new Set(mine.steps.flatMap(partsOf))
  for (const part of new Set([...before.view.parts.keys(), ...after.view.parts.keys()])) {
    if (before.view.parts.get(part) === after.view.parts.get(part)) continue
    if (intended.has(part) || intended.has(calledIn(part, before.view, after.view))) continue
    if (isBrought(part, before.view, after.view, intended)) continue
    const savedAt = court.others.get(part)
    if (savedAt !== undefined && savedAt >= mine.lookedAt) court.count(RARE.unseen)
    else if (savedAt !== undefined) mine.lost.add(part)
    else court.violate(`${run} changed what it never announced: ${part}`)
  }
}

/** Judges a record of a run's journal against what is there. */
export function judgeRecord(court: Court, run: string, event: JournalEvent): void {
  const mine = court.runOf(run)
  if (event.kind === 'phase started') {
    mine.steps = []
    if (court.time.now() > mine.stopAskedAt) court.violate(`${run} begins a phase after it was asked to stop`)
  }
  if (event.kind === 'write intended') {
    mine.steps.push(event.step)
    for (const part of partsOf(event.step)) mine.announced.add(part)
  }
  if (event.kind === 'commit uncertain') court.count(RARE.uncertain)
  if (event.kind === 'foreign change lost') judgeLoss(court, run, event)
  // A hold that is set while a commit is on its way comes too late for anybody.
  if (event.kind === 'commit intended') {
    mine.held = isHeld(court.files, run)
    mine.intendedAt = court.time.now()
    judgeApproval(court, run)
  }
  if (event.kind === 'committed') judgeCommitted(court, run)
  if (event.kind === 'verified') judgeVerified(court, run, event)
  mine.last = event
}

function judgeCommitted({ runOf, entryView, violate }: Court, run: string): void {
  const { effective, steps } = runOf(run)
  if (effective === undefined) violate(`${run} says that it committed, and nothing was stored`)
  const now = entryView()
  if (now.id !== effective) return
  for (const step of steps) {
    const wrong = notStored(step, now.view)
    if (wrong !== undefined) violate(`${run} says that it committed, and ${wrong}`)
  }
}

function judgeVerified(
  { world, history, runOf, violate }: Court,
  run: string,
  { verification }: Extract<JournalEvent, { kind: 'verified' }>,
): void {
  const since = runOf(run).commitAt ?? -Infinity
  const recent = (uuid: string): ReadonlySet<string> => heldSince(history.get(uuid) ?? [], since)
  const shown = recent(world.entry)
  for (const [uuid, name] of world.names) {
    if (!verification.confirmed.includes(name)) continue
    if (![...recent(uuid)].some((digest) => shown.has(digest)))
      violate(`${run} says that ${name} holds what was committed, and it never did`)
  }
}

/** Whether somebody else than the run itself, which holds what it takes back, wants nothing to be changed. */
function isHeld(files: ReadonlyMap<string, Uint8Array>, run: string): boolean {
  return [...files].some(
    ([name, bytes]) =>
      name.startsWith('hold/') && (JSON.parse(new TextDecoder().decode(bytes)) as { by: string }).by !== run,
  )
}

/** Name of a list, a rule set or settings in their text as views have it. */
export function nameIn(text: string): string {
  return (JSON.parse(text) as [string])[0]
}

/** A loss that is told must be one: somebody else changed what it is about. */
function judgeLoss(
  { entryView, others, turned, runs, runOf, files, count, violate }: Court,
  run: string,
  { object, copy }: Extract<JournalEvent, { kind: 'foreign change lost' }>,
): void {
  count(RARE.told)
  if (!files.has(copy)) violate(`${run} says that what was lost is kept in ${copy}, and it is not: ${object}`)
  const { parts } = entryView().view
  const { lost } = runOf(run)
  // To a run that was suspended for longer than its lease, the next run is somebody else.
  const ofRuns = new Set([...runs].flatMap(([name, { announced }]) => (name === run ? [] : [...announced])))
  // A run announces lists by name.
  const called = object.startsWith('list ') && parts.has(object) ? `list named ${nameIn(parts.get(object)!)}` : object
  const isOfRun = ofRuns.has(called)
  if (!isOfRun && ![...others.keys(), ...turned, ...ofRuns].some((part) => isNamed(part, object, parts)))
    violate(`${run} says that a change of somebody's was lost, and nobody made one: ${object}`)
  for (const part of lost) if (isNamed(part, object, parts)) lost.delete(part)
}

/** Parts that a step may change, as the judge names them. */
export function partsOf(step: Step): readonly string[] {
  if (step.kind === 'set policy setting') return [`settings named ${step.settings} ${step.key}`]
  if (step.kind !== 'put rule sets') return [partOf(step)]
  const names = [...step.imports.map(({ name }) => name), ...step.removes]
  return [ORDER, ...names.map((name) => `rule set named ${name}`)]
}

function partOf(step: Step): string {
  if (step.kind === 'set property') {
    const { document, key } = dialect.settings.get(step.setting)!
    return `node ${step.uuid} document ${document} ${key}`
  }
  if (step.kind === 'write system file') return `node ${step.uuid} file ${step.path}`
  return 'list' in step ? `list named ${step.list}` : step.kind
}

/** A part by what its object is called, where its number says nothing. */
function calledIn(part: string, before: StoredView, after: StoredView): string {
  const name = (): string => nameIn(after.parts.get(part) ?? before.parts.get(part)!)
  if (part.startsWith('list ')) return `list named ${name()}`
  if (part.startsWith('rule set ')) return `rule set named ${name()}`
  return part.startsWith('settings ') ? `settings named ${name()} ${part.split(' ')[2]}` : part
}

/** Whether settings of ours came with an imported rule set: they were not there, or nobody used them. */
function isBrought(part: string, before: StoredView, after: StoredView, intended: ReadonlySet<string>): boolean {
  const text = after.parts.get(part)
  if (!part.startsWith('settings ') || text === undefined || isSettingsUsed(part, before)) return false
  return intended.has(ORDER) && nameIn(text) !== SETTINGS.foreign
}

/** What is wrong with a step that is said to be stored. */
function notStored(step: Step, view: StoredView): string | undefined {
  if (step.kind === 'write system file') {
    const text = view.parts.get(partOf(step))
    return text !== undefined && createHash('sha256').update(text).digest('hex') === step.after
      ? undefined
      : `${step.path} of ${step.node} is ${text}`
  }
  if (step.kind === 'put rule sets') return wrongSets(step, view)
  if (step.kind !== 'set property') return undefined
  const { document, key, type } = dialect.settings.get(step.setting)!
  const value = view.parts.get(partOf(step)) ?? ''
  const seen = settingCodec.decode(dialect.settings.get(step.setting)!, { key, type, encrypted: false, value })
  const text = JSON.stringify(seen.kind === 'known' ? seen.value : seen.kind)
  return text === JSON.stringify(step.after) ? undefined : `${step.setting} of ${step.node} in ${document} is ${text}`
}
