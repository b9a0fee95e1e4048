import type { Plan, Step } from '../../plan/plan.ts'
import type { ApprovedPlan } from '../run/apply-setup.ts'
import type { Look, Scope } from '../observe/observe.ts'
import type { Ending } from '../../plan/progress.ts'
import { canonical } from '../observe/same-value.ts'
import { digestsOf, filePart, isRuleSetPart, movedParts, propertyPart, type Snapshot } from '../observe/snapshot.ts'

/**
 * What moved since a plan was approved, in words: the desired state, the identifiers, or parts of the cluster that the plan
 * itself does not write. What the plan does write may have been written by a run of it that was killed.
 */
export function movedSinceApproval(approved: ApprovedPlan, plan: Plan, now: Snapshot, scope: Scope): readonly string[] {
  const moved: string[] = []
  if (plan.basedOn.desired !== approved.plan.basedOn.desired) moved.push('what the repository wants')
  if (plan.basedOn.dialect !== approved.plan.basedOn.dialect)
    moved.push('the dialect, with the version of Pader or with "dialect.json"')
  const written = writtenParts(approved.plan, scope)
  const lists = writtenLists(approved.plan)
  const ruleSets = stepsOf(approved.plan).some(changesRuleSets)
  for (const part of movedParts(approved.base, digestsOf(now))) {
    if (written.has(part) || isWrittenList(part, now.get(part), lists)) continue
    if (ruleSets && (isRuleSetPart(part) || isBrought(part, approved.base))) continue
    moved.push(part)
  }
  return moved
}

/**
 * Whether the phases of a plan are the last phases of an approved one, in the same order with the same steps. Of the
 * first of them the last steps may be all that is left: system files that are stored at once are done one by one.
 */
export function isRestOf(plan: Plan, approved: Plan): boolean {
  const rest = approved.phases.slice(approved.phases.length - plan.phases.length)
  if (rest.length !== plan.phases.length) return false
  return plan.phases.every(({ steps }, index) => {
    const before = rest[index]?.steps ?? []
    const isBegun = index === 0 && before.every(({ kind }) => kind === 'write system file')
    return canonical(steps) === canonical(isBegun ? before.slice(before.length - steps.length) : before)
  })
}

/**
 * How a run ends whose plan is not the rest of the approved one, although nothing moved that the plan does not write. Where
 * nothing moved at all, it is not the cluster that differs.
 */
export function notTheRest(
  { base }: ApprovedPlan,
  { snapshot }: Look,
  isSaved: boolean,
): Extract<Ending, { kind: 'stale' }> {
  const parts = movedParts(base, digestsOf(snapshot))
  if (parts.length > 0) return { kind: 'stale', moved: parts.map((part) => `${part}, which the plan itself writes`) }
  const otherwise = isSaved
    ? 'its file was edited, or the host file, an option or the version of Pader has changed since it was made'
    : 'what is planned now is not the rest of what this run began with'
  return { kind: 'stale', moved: [], otherwise }
}

/** What is imported has a number that nobody knows before, and a rule set shows the settings that it uses. */
function changesRuleSets(step: Step): boolean {
  if (step.kind === 'manual') return step.check.kind === 'rule set'
  return step.kind === 'put rule sets' || step.kind === 'set policy setting'
}

/** A list that nobody had when the plan was approved comes along with a rule set. */
function isBrought(part: string, before: Snapshot): boolean {
  return part.startsWith('list ') && !before.has(part)
}

function writtenParts(plan: Plan, { dialect }: Scope): ReadonlySet<string> {
  const parts = new Set<string>()
  for (const step of stepsOf(plan)) {
    if (step.kind === 'write system file') parts.add(filePart(step.uuid, step.path))
    if (step.kind !== 'set property') continue
    const entry = dialect.settings.get(step.setting)
    if (entry !== undefined) parts.add(propertyPart(step.uuid, entry.document, entry.key))
  }
  return parts
}

function writtenLists(plan: Plan): ReadonlyMap<string, Step['kind']> {
  const lists = new Map<string, Step['kind']>()
  for (const step of stepsOf(plan)) if ('list' in step) lists.set(step.list, step.kind)
  return lists
}

/** A plan names lists by name or id; a snapshot by id, with the name in its text. A deleted list has no text any more. */
function isWrittenList(part: string, text: string | undefined, lists: ReadonlyMap<string, Step['kind']>): boolean {
  if (!part.startsWith('list ')) return false
  if (lists.has(part.slice('list '.length))) return true
  if (text === undefined) return [...lists.values()].includes('delete list')
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) && typeof value[0] === 'string' && lists.has(value[0])
}

function stepsOf(plan: Plan): readonly Step[] {
  return plan.phases.flatMap(({ steps }) => steps)
}
