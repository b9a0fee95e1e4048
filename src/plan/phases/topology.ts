import type { Node } from '../../model/fleet.ts'
import type { PropertyStep } from '../differences.ts'
import type { Draft } from '../draft.ts'
import type { UnmanagedAppliance } from '../membership.ts'
import { joinPhase, pickJoining, standingOf } from './join.ts'
import { leavePhases } from './leave.ts'
import { regroupPhases } from './regroup.ts'
import type { Site } from './site.ts'

/**
 * The phases that change who is in the cluster and how it is joined, in an order that keeps it joined: nodes join as
 * soon as the cluster has a place for them, memberships are added before others are taken away, and nodes leave last,
 * when nobody needs them any more.
 */
export function topologyPhases(site: Site, changes: readonly PropertyStep[]): readonly Draft[] {
  const drafts: Draft[] = []
  let standing = site.membership.standing
  let joining = site.membership.joining
  const join = (everyone: boolean): void => {
    for (let next = pickJoining(site, standing, joining, everyone); next !== undefined;) {
      const phase = joinPhase(site, standing, next)
      drafts.push(phase)
      if (phase.proof.kind === 'proved') standing = [...standing, standingOf(next)]
      joining = joining.filter((node) => node !== next)
      next = pickJoining(site, standing, joining, everyone)
    }
  }

  const replaced = site.membership.unmanaged.filter((stray) => isReplaced(stray, site.membership.joining))
  const first = leavePhases(site, standing, replaced)
  // Old hardware makes room for the new, which has its name and its addresses; unless others still need it to be joined.
  const makesRoom = first.length > 0 && first.every(({ proof }) => proof.kind === 'proved')
  if (makesRoom) {
    drafts.push(...first)
    const gone = new Set(replaced.map(({ uuid }) => uuid))
    standing = standing.filter(({ uuid }) => !gone.has(uuid))
  }
  join(false)
  for (const phase of regroupPhases(site, standing, changes)) {
    drafts.push(phase.draft)
    standing = phase.standing
    join(false)
  }
  join(true)
  const left = site.membership.unmanaged.filter((stray) => !makesRoom || !replaced.includes(stray))
  return [...drafts, ...leavePhases(site, standing, left)]
}

/** Whether a node is to join that is called like an appliance that no file has: its hardware was replaced. */
function isReplaced({ title }: UnmanagedAppliance, joining: readonly Node[]): boolean {
  return title !== undefined && joining.some(({ name, hostname }) => [name, hostname.value].includes(title))
}
