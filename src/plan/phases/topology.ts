import type { PropertyStep } from '../differences.ts'
import type { Draft } from '../draft.ts'
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
  let standing = site.roster.standing
  let joining = site.roster.joining
  const join = (everyone: boolean): void => {
    for (let next = pickJoining(site, standing, joining, everyone); next !== undefined;) {
      const phase = joinPhase(site, standing, next)
      drafts.push(phase)
      if (phase.proof.kind === 'proved') standing = [...standing, standingOf(next)]
      joining = joining.filter((node) => node !== next)
      next = pickJoining(site, standing, joining, everyone)
    }
  }

  join(false)
  for (const phase of regroupPhases(site, standing, changes)) {
    drafts.push(phase.draft)
    standing = phase.standing
    join(false)
  }
  join(true)
  return [...drafts, ...leavePhases(site, standing)]
}
