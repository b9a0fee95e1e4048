import { sha256Of } from '../model/digest.ts'
import type { Digest, NodeName, Uuid } from '../model/names.ts'
import type { ListEntry, ObservedCluster, ObservedList } from '../model/observed.ts'
import { isOwned } from '../model/policy/list.ts'
import { canonical } from './canonical.ts'
import { afterEdits, listEdits } from './list-edits.ts'
import type { Blocked, Plan, Step } from './plan.ts'
import { TAKE_IT_FROM_A_COMMIT } from './rule-sets/importable-before.ts'
import { changedSince, lostMark, undoRuleSets, type UndoRuleSetsContext } from './undo-rule-sets.ts'
import { undoSettings } from './undo-settings.ts'

type ListStep = Extract<Step, { readonly list: string }>
type FileStep = Extract<Step, { kind: 'write system file' }>

/** What is known of the policy before a plan and now, and which texts of files somebody kept. */
export interface UndoPolicyContext {
  readonly before: ObservedCluster
  readonly observed: ObservedCluster
  /** Text that a system file of a node had before the plan, if it was kept. */
  readonly textBefore: (node: NodeName, path: string) => string | undefined
  readonly imports: UndoRuleSetsContext['imports']
}

/**
 * The steps that bring lists, system files, values of settings and rule sets back to what they held before a plan. Each is made
 * from what is there now: what holds again what it held needs no step, what is neither as before nor as the plan left it
 * belongs to somebody else, and what lost the mark of Pader since is nobody's to take back.
 */
export function undoPolicy(undone: Plan, context: UndoPolicyContext, blocked: Blocked[]): readonly Step[] {
  const steps = undone.phases.flatMap((phase) => phase.steps)
  const lists = new Map<string, ListStep[]>()
  const files = new Map<string, FileStep[]>()
  for (const step of steps) {
    if ('list' in step) push(lists, `${step.type} ${step.list}`, step)
    else if (step.kind === 'write system file') push(files, `${step.uuid} ${step.path}`, step)
  }
  for (const step of steps.toReversed()) {
    if (step.kind === 'manual') blocked.push(byHand(step))
  }
  return [
    ...undoSettings(steps, context.observed, blocked),
    ...[...lists.values()].flatMap((ofList) => undoList(ofList, context, blocked)),
    ...[...files.values()].flatMap((ofFile) => undoFile(ofFile, context, blocked)),
    ...undoRuleSets(undone, context, blocked),
  ]
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value])
}

/** A rule set that a person imported is known by its name, everything else by the name of the step. */
function byHand({ id, check }: Extract<Step, { kind: 'manual' }>): Blocked {
  const reason = 'it was done by a person, and a person takes it back'
  if (check.kind !== 'rule set') return { object: id, reason, remedy: 'take it back by hand if it must be' }
  return { object: `rule set "${check.name}"`, reason, remedy: TAKE_IT_FROM_A_COMMIT }
}

function undoList(
  steps: readonly ListStep[],
  { before, observed }: UndoPolicyContext,
  blocked: Blocked[],
): readonly Step[] {
  const [first] = steps
  if (first === undefined) return []
  const { list, type } = first
  const stop = (reason: string, remedy: string): readonly Step[] => {
    blocked.push({ object: `list "${list}"`, reason, remedy })
    return []
  }
  const old = heldBefore(first, before)
  if (old === 'nobody kept it') return stop(notKept(before), TAKE_IT_FROM_A_COMMIT)
  const now = named(list, type, observed)
  if (now === 'unread')
    return stop('what it holds now could not be read', 'see that the appliance answers, then roll back again')
  if (canonical(old?.entries) === canonical(now?.entries)) return []
  if (canonical(resultOf(old?.entries, steps)) !== canonical(now?.entries))
    return stop(changedSince.reason, changedSince.remedy)
  if (now !== undefined && !isOwned(now.description)) return stop(lostMark.reason, lostMark.remedy)
  return [listBack({ list, type }, old, now)]
}

function notKept({ lists }: ObservedCluster): string {
  const what = 'nobody kept what it held'
  return lists.kind === 'unknown' ? `${what}: ${lists.reason}` : what
}

/** The step that makes of a list what it was. */
function listBack(
  name: Pick<ListStep, 'list' | 'type'>,
  old: ObservedList | undefined,
  now: ObservedList | undefined,
): Step {
  if (old === undefined) return { kind: 'delete list', ...name }
  const { description, entries } = old
  if (now === undefined) return { kind: 'create list', ...name, description, entries }
  return { kind: 'edit list', ...name, edits: listEdits(now.entries, entries) }
}

/** A list that the plan created was not there before, whoever kept what. */
function heldBefore(first: ListStep, before: ObservedCluster): ObservedList | undefined | 'nobody kept it' {
  if (first.kind === 'create list') return undefined
  const old = named(first.list, first.type, before)
  return old === undefined || old === 'unread' ? 'nobody kept it' : old
}

function named(list: string, type: string, { lists }: ObservedCluster): ObservedList | undefined | 'unread' {
  if (lists.kind === 'unknown') return 'unread'
  const held = lists.kind === 'known' ? [...lists.value.values()] : []
  return held.find((one) => [one.name, one.id].includes(list) && one.type === type)
}

function resultOf(old: readonly ListEntry[] | undefined, steps: readonly ListStep[]): readonly ListEntry[] | undefined {
  let entries = old
  for (const step of steps) {
    if (step.kind === 'create list') entries = step.entries
    else entries = step.kind === 'delete list' ? undefined : afterEdits(entries ?? [], step.edits)
  }
  return entries
}

function undoFile(steps: readonly FileStep[], context: UndoPolicyContext, blocked: Blocked[]): readonly Step[] {
  const [first] = steps
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return []
  const { node, uuid, path, before } = first
  const stop = (reason: string, remedy: string): readonly Step[] => {
    blocked.push({ node, object: `file ${path}`, reason, remedy })
    return []
  }
  if (before === undefined)
    return stop('it was not there before, and Pader deletes no system file', 'delete it by hand if it must be')
  const now = digestNow(context.observed, uuid, path)
  if (now === undefined)
    return stop('what it holds now could not be read', 'see that the appliance answers, then roll back again')
  if (now === before) return []
  if (now !== last.after) return stop(changedSince.reason, changedSince.remedy)
  const text = context.textBefore(node, path)
  if (text === undefined || sha256Of(text) !== before)
    return stop('nobody kept the text that it had', TAKE_IT_FROM_A_COMMIT)
  return [{ kind: 'write system file', node, uuid, path, before: now, after: before }]
}

function digestNow({ nodes }: ObservedCluster, uuid: Uuid, path: string): Digest | undefined {
  const file = nodes.get(uuid)?.systemFiles.get(path)
  return file?.kind === 'known' ? sha256Of(file.value) : undefined
}
