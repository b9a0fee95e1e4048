import type { GroupName } from '../../model/names.ts'
import type { Regrouping } from '../../topology/graph.ts'
import type { PropertyStep } from '../differences.ts'
import type { Draft } from '../draft.ts'
import type { Standing } from '../membership.ts'
import type { PhaseKind } from '../plan.ts'
import { beforeContract, beforeTopology } from '../preconditions.ts'
import type { Proof } from '../proof.ts'
import { proveCommit } from '../prove/prove-commit.ts'
import { wantedGroups } from './wanted-groups.ts'
import type { Site } from './site.ts'

/** A phase that changes groups, and how the nodes stand once everyone has taken it. */
export interface RegroupPhase {
  readonly draft: Draft
  readonly standing: readonly Standing[]
}

/**
 * Changes network groups in one commit where that is proved, otherwise in two: the first gives everyone the union of old
 * and new, the second takes the old away. Where that is not proved either, the phases say so and must not be carried out.
 */
export function regroupPhases(
  site: Site,
  standing: readonly Standing[],
  changes: readonly PropertyStep[],
): readonly RegroupPhase[] {
  const wanted = wantedGroups(changes)
  if (wanted.size === 0) return []
  const target = standing.map((one) => ({ ...one, groups: wanted.get(one.uuid) ?? one.groups }))
  const direct = proveCommit(between(standing, target), site.context)
  const union = standing.map((one, index) => ({ ...one, groups: joined(one.groups, target[index]?.groups ?? []) }))
  const isDirect = direct.kind === 'proved' || isSame(union, standing) || isSame(union, target)
  if (isDirect) return [phase(site, standing, target, direct)]
  return [
    phase(site, standing, union, proveCommit(between(standing, union), site.context)),
    phase(site, union, target, proveCommit(between(union, target), site.context)),
  ]
}

function phase(site: Site, from: readonly Standing[], to: readonly Standing[], proof: Proof): RegroupPhase {
  const steps = between(from, to).flatMap((change, index): PropertyStep[] => {
    const uuid = to[index]?.uuid
    if (uuid === undefined || isSameGroups(change.old, change.new)) return []
    const { node, old: before, new: after } = change
    return [{ kind: 'set property', node, uuid, setting: 'groups.network', before, after }]
  })
  const kind = kindOf(between(from, to))
  return {
    standing: to,
    draft: {
      kind,
      title: titles[kind](steps.length),
      preconditions: kind === 'expand' ? beforeTopology(site.standings) : beforeContract(site.standings),
      steps,
      proof,
    },
  }
}

const nodes = (count: number): string => (count === 1 ? '1 node' : `${count} nodes`)

const titles = {
  expand: (count: number) => `add network groups to ${nodes(count)}, removing none`,
  contract: (count: number) => `remove network groups from ${nodes(count)}, adding none`,
  regroup: (count: number) => `change network groups of ${nodes(count)} in one commit`,
}

function kindOf(changes: readonly Regrouping[]): PhaseKind & keyof typeof titles {
  const adds = changes.some((one) => one.new.some((group) => !one.old.includes(group)))
  const takes = changes.some((one) => one.old.some((group) => !one.new.includes(group)))
  if (adds && takes) return 'regroup'
  return adds ? 'expand' : 'contract'
}

function between(from: readonly Standing[], to: readonly Standing[]): readonly Regrouping[] {
  return from.map(({ node, groups }, index) => ({ node, old: groups, new: to[index]?.groups ?? groups }))
}

function joined(old: readonly GroupName[], added: readonly GroupName[]): readonly GroupName[] {
  return [...new Set([...old, ...added])]
}

function isSame(a: readonly Standing[], b: readonly Standing[]): boolean {
  return a.every(({ groups }, index) => isSameGroups(groups, b[index]?.groups ?? []))
}

function isSameGroups(a: readonly GroupName[], b: readonly GroupName[]): boolean {
  const names = new Set(a)
  return names.size === new Set(b).size && b.every((name) => names.has(name))
}
