import type { Dialect } from '../dialect/dialect.ts'
import { emptyIsEmpty } from '../dialect/empty-file.ts'
import { mayEmit, type Target } from '../dialect/permission.ts'
import type { Cluster } from '../model/fleet.ts'
import type { ObservedCluster, ObservedList } from '../model/observed.ts'
import { isOwned, ownershipMarker, type DesiredList } from '../model/policy/list.ts'
import type { Policy } from '../model/policy/policy.ts'
import { canonical } from './canonical.ts'
import { planFile } from './file-step.ts'
import { listEdits } from './list-edits.ts'
import { lostItsMark, typeAndName, type MarkedBefore } from './lost-mark.ts'
import type { Blocked, LeasedStep, Step } from './plan.ts'
import { ruleSetSteps } from './rule-sets/rule-set-steps.ts'
import { stillUsed } from './rule-sets/used-lists.ts'

/** What has to be done to lists, system files and rule sets, and what of the policy is not brought to the appliances. */
export interface PolicySteps {
  readonly steps: readonly Step[]
  readonly blocked: readonly Blocked[]
  /** What leases accept of rule sets and their settings; those of lists are set aside by whoever takes the steps. */
  readonly leased: readonly LeasedStep[]
}

/**
 * Compares lists (by name and type), system files, rule sets and their settings with what the appliances hold. Only objects that carry
 * the mark of Pader are ever changed or deleted; only files that the repository names are looked at.
 */
export function policySteps(
  cluster: Cluster,
  observed: ObservedCluster,
  dialect: Dialect,
  target: Target,
  markedBefore: MarkedBefore = { lists: new Set() },
): PolicySteps {
  const steps: Step[] = []
  const blocked: Blocked[] = []
  planLists(cluster.policy, observed, { dialect, target, markedBefore }, steps, blocked)
  const isEmptyRead = emptyIsEmpty(dialect, target)
  for (const file of cluster.policy.systemFiles) {
    const { step, obstacle } = planFile(file, cluster, observed, isEmptyRead)
    if (step !== undefined) steps.push(step)
    if (obstacle !== undefined) blocked.push(obstacle)
  }
  const ruleSets = ruleSetSteps(cluster, observed, dialect, target)
  const possible = steps.filter((step) => {
    const obstacle = step.kind === 'delete list' ? stillUsed(step, observed, ruleSets.steps) : undefined
    if (obstacle !== undefined) blocked.push(obstacle)
    return obstacle === undefined
  })
  const { leased } = ruleSets
  return { steps: [...possible, ...ruleSets.steps], blocked: [...blocked, ...ruleSets.blocked], leased }
}

interface Ability {
  readonly dialect: Dialect
  readonly target: Target
  readonly markedBefore: MarkedBefore
}

function planLists(
  { lists, tables }: Policy,
  observed: ObservedCluster,
  ability: Ability,
  steps: Step[],
  blocked: Blocked[],
): void {
  if (observed.lists.kind !== 'known') {
    if (lists.length > 0) blocked.push(unreadLists(observed.lists))
    return
  }
  const held = [...observed.lists.value.values()]
  const wanted = new Set([...lists, ...tables].map(typeAndName))
  // A list that came with an export and that nobody claimed is the matter of the document that it came with.
  for (const list of lists.filter(({ description }) => isOwned(description)))
    planList(list, held, ability, steps, blocked)
  for (const list of held) {
    if (!isOwned(list.description) || wanted.has(typeAndName(list))) continue
    steps.push({ kind: 'delete list', list: list.name, type: list.type })
  }
}

function planList(
  list: DesiredList,
  held: readonly ObservedList[],
  ability: Ability,
  steps: Step[],
  blocked: Blocked[],
): void {
  const object = `list "${list.name}" (${list.type})`
  const same = held.filter((one) => typeAndName(one) === typeAndName(list))
  const [seen, twice] = same
  if (twice !== undefined) {
    blocked.push({
      object,
      reason: `the cluster has ${same.length} lists of this name and type, and only one can be meant`,
      remedy: 'rename or delete the others in the UI, then plan again',
    })
    return
  }
  if (lostItsMark(list, held, ability.markedBefore.lists)) {
    blocked.push(unmarked(object, ability.markedBefore))
    return
  }
  if (seen !== undefined && canonical(seen.entries) === canonical(list.entries)) return
  if (seen !== undefined && !isOwned(seen.description)) {
    blocked.push(foreign(object))
    return
  }
  const refusal = typeRefused(list.type, ability)
  if (refusal !== undefined) {
    blocked.push({ object, ...refusal })
    return
  }
  steps.push(
    seen === undefined
      ? { kind: 'create list', list: list.name, type: list.type, description: list.description, entries: list.entries }
      : { kind: 'edit list', list: list.name, type: list.type, edits: listEdits(seen.entries, list.entries) },
  )
}

/** Why a list of a type cannot be written; undefined where it can. */
function typeRefused(name: string, { dialect, target }: Ability): Pick<Blocked, 'reason' | 'remedy'> | undefined {
  const type = dialect.policy.types.get(name)
  if (type === undefined) {
    const reason = `nobody knows how an appliance calls the type "${name}"`
    return { reason, remedy: 'use a type that the dialect knows, or calibrate it' }
  }
  const permission = mayEmit(type, target)
  return permission.allowed ? undefined : { reason: permission.reason, remedy: permission.remedy }
}

function foreign(object: string): Blocked {
  return {
    object,
    reason:
      'the cluster has a list of this name and type that does not carry the mark of Pader, so that it stays as it is',
    remedy: `to hand it over, start its description in the UI with "${ownershipMarker}"; else give the list of the YAML another name`,
  }
}

/** Said even where the entries are as wanted: the next change of them would not arrive. */
function unmarked(object: string, { at }: MarkedBefore): Blocked {
  const then = at === undefined ? '' : ` (${at.slice(0, 16).replace('T', ' ')} UTC)`
  return {
    object,
    reason: `it carried the mark of Pader when everything was last applied${then}; the mark has since been removed, so that Pader no longer changes it`,
    remedy: `to give it back, start its description in the UI with "${ownershipMarker}"; to leave it to others, remove the list from the YAML`,
  }
}

function unreadLists(lists: ObservedCluster['lists']): Blocked {
  const why = lists.kind === 'unknown' ? `: ${lists.reason}` : ''
  return {
    object: 'lists',
    reason: `the lists of the cluster could not be read${why}`,
    remedy: 'make sure that the entry node answers, then plan again',
  }
}
