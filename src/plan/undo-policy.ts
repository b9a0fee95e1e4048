import { sha256Of } from '../model/digest.ts'
import type { Digest, NodeName, Uuid } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import type { Blocked, Plan, Step } from './plan.ts'
import { TAKE_IT_FROM_A_COMMIT } from './rule-sets/importable-before.ts'
import { undoList, type ListStep, type UndoListContext } from './undo-list.ts'
import { changedSince, undoRuleSets, type UndoRuleSetsContext } from './undo-rule-sets.ts'
import { undoSettings } from './undo-settings.ts'

type FileStep = Extract<Step, { kind: 'write system file' }>

/** What is known of the policy before a plan and now, and which texts of files somebody kept. */
export interface UndoPolicyContext extends UndoListContext {
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
  const lists = new Map<string, [ListStep, ...ListStep[]]>()
  const files = new Map<string, [FileStep, ...FileStep[]]>()
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

function push<Key, Value>(map: Map<Key, [Value, ...Value[]]>, key: Key, value: Value): void {
  const before = map.get(key)
  map.set(key, before === undefined ? [value] : [...before, value])
}

/** A rule set that a person imported is known by its name, everything else by the name of the step. */
function byHand({ id, check }: Extract<Step, { kind: 'manual' }>): Blocked {
  const reason = 'it was done by a person, and a person takes it back'
  if (check.kind !== 'rule set') return { object: id, reason, remedy: 'take it back by hand if it must be' }
  return { object: `rule set "${check.name}"`, reason, remedy: TAKE_IT_FROM_A_COMMIT }
}

function undoFile(
  steps: readonly [FileStep, ...FileStep[]],
  context: UndoPolicyContext,
  blocked: Blocked[],
): readonly Step[] {
  const [{ node, uuid, path, before }] = steps
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
  // The commit of the last may have been lost.
  if (!steps.some(({ after }) => after === now)) return stop(changedSince.reason, changedSince.remedy)
  const text = context.textBefore(node, path)
  if (text === undefined || sha256Of(text) !== before)
    return stop('nobody kept the text that it had', TAKE_IT_FROM_A_COMMIT)
  return [{ kind: 'write system file', node, uuid, path, before: now, after: before }]
}

function digestNow({ nodes }: ObservedCluster, uuid: Uuid, path: string): Digest | undefined {
  const file = nodes.get(uuid)?.systemFiles.get(path)
  return file?.kind === 'known' ? sha256Of(file.value) : undefined
}
