import { createHash } from 'node:crypto'
import type { Step } from '../../src/plan/plan.ts'
import type { JournalEvent } from '../../src/reconcile/journal-event.ts'
import { dialect, settingCodec } from './cluster-world.ts'
import type { Court } from './court.ts'
import type { StoredView } from './views.ts'

/** Judges what a commit changed, against what the run had announced. */
export function judgeStored(
  court: Court,
  run: string,
  before: { readonly id: number; readonly view: StoredView },
): void {
  const after = court.entryView()
  if (after.id === before.id) return
  const mine = court.runOf(run)
  mine.effective = after.id
  mine.commitAt = court.time.now()
  court.lastCommitAt = mine.commitAt
  court.lastIntentAt = mine.intendedAt ?? mine.commitAt
  const intended = new Set(mine.steps.map(partOf))
  for (const part of new Set([...before.view.parts.keys(), ...after.view.parts.keys()])) {
    if (before.view.parts.get(part) === after.view.parts.get(part)) continue
    if (intended.has(part) || isWrittenList(part, before.view, after.view, intended)) continue
    const savedAt = court.others.get(part)
    if (savedAt !== undefined && savedAt >= mine.lookedAt) court.unseen.push(part)
    else if (savedAt !== undefined) mine.lost.add(part)
    else court.violate(`${run} changed what it never announced: ${part}`)
  }
}

/** Judges a record of a run's journal against what is there. */
export function judgeRecord(court: Court, run: string, event: JournalEvent): void {
  const mine = court.runOf(run)
  if (event.kind === 'phase started') mine.steps = []
  if (event.kind === 'write intended') mine.steps.push(event.step)
  if (event.kind === 'foreign change lost')
    for (const part of mine.lost) if (isNamed(part, event.object)) mine.lost.delete(part)
  // A hold that is set while a commit is on its way comes too late for anybody.
  if (event.kind === 'commit intended') {
    mine.held = isHeld(court.files)
    mine.intendedAt = court.time.now()
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
  const recent = (uuid: string): ReadonlySet<string> => {
    const past = history.get(uuid) ?? []
    return new Set(past.filter((_, index) => (past[index + 1]?.at ?? Infinity) >= since).map(({ digest }) => digest))
  }
  const shown = recent(world.entry)
  for (const [uuid, name] of world.names) {
    if (!verification.confirmed.includes(name)) continue
    if (![...recent(uuid)].some((digest) => shown.has(digest)))
      violate(`${run} says that ${name} holds what was committed, and it never did`)
  }
}

/** Whether what a run calls lost is this part: what nobody reads it knows by its file in a backup only. */
function isNamed(part: string, object: string): boolean {
  const [, node, path] = /^node (\S+) file (.+)$/.exec(part) ?? []
  return part === object || (node !== undefined && object.endsWith(`${node}/files/${path}`))
}

function isHeld(files: ReadonlyMap<string, Uint8Array>): boolean {
  return [...files.keys()].some((name) => name.startsWith('hold/'))
}

/** Name of a list in its text as views have it. */
export function nameIn(listText: string): string {
  return (JSON.parse(listText) as [string])[0]
}

function partOf(step: Step): string {
  if (step.kind === 'set property') {
    const { document, key } = dialect.settings.get(step.setting)!
    return `node ${step.uuid} document ${document} ${key}`
  }
  if (step.kind === 'write system file') return `node ${step.uuid} file ${step.path}`
  return 'list' in step ? `list named ${step.list}` : step.kind
}

function isWrittenList(part: string, before: StoredView, after: StoredView, intended: ReadonlySet<string>): boolean {
  if (!part.startsWith('list ')) return false
  const text = after.parts.get(part) ?? before.parts.get(part)!
  return intended.has(`list named ${nameIn(text)}`)
}

/** What is wrong with a step that is said to be stored. */
function notStored(step: Step, view: StoredView): string | undefined {
  if (step.kind === 'write system file') {
    const text = view.parts.get(partOf(step))
    return text !== undefined && createHash('sha256').update(text).digest('hex') === step.after
      ? undefined
      : `${step.path} of ${step.node} is ${text}`
  }
  if (step.kind !== 'set property') return undefined
  const { document, key, type } = dialect.settings.get(step.setting)!
  const value = view.parts.get(partOf(step)) ?? ''
  const seen = settingCodec.decode(dialect.settings.get(step.setting)!, { key, type, encrypted: false, value })
  const text = JSON.stringify(seen.kind === 'known' ? seen.value : seen.kind)
  return text === JSON.stringify(step.after) ? undefined : `${step.setting} of ${step.node} in ${document} is ${text}`
}
