import { groupName } from '../model/names.ts'
import { sparingAway } from './away-nodes.ts'
import { spreadSettings } from './canary.ts'
import type { PropertyStep } from './differences.ts'
import type { Draft } from './draft.ts'
import {
  forAuthority,
  forEntry,
  forUpgrade,
  leavesNoListener,
  noFeed,
  noListener,
  strands,
  unreadGroups,
  waiting,
} from './held-back.ts'
import { listenerAbility } from './listener-ability.ts'
import { membershipChangeOf, type MembershipChange } from './membership.ts'
import { addressPhases } from './phases/addresses.ts'
import { authorityPhase } from './phases/authority.ts'
import { entryNodePhase } from './phases/entry-node.ts'
import { policyPhases } from './phases/policy.ts'
import { settingsPhases } from './phases/settings.ts'
import type { Site } from './phases/site.ts'
import { strandedBy } from './phases/stranded.ts'
import { topologyPhases } from './phases/topology.ts'
import { upgradePhases } from './phases/upgrade.ts'
import type { Blocked } from './plan.ts'
import type { Planning } from './planning.ts'
import { portsNow } from './ports-now.ts'
import type { Standings } from './preconditions.ts'
import { isToBeUpgraded } from './product-version.ts'
import { usabilityOf } from './prove/usability.ts'
import { standingsOf } from './standings.ts'

/** Phases without their numbers, and what had to be left out. */
export interface Layout {
  readonly drafts: readonly Draft[]
  readonly held: readonly Blocked[]
}

/**
 * Puts changes of settings into phases, with proofs; who joins or leaves follows from the repository and the feed, and nodes
 * that are out of service are left as they are.
 */
export function layOut(planning: Planning, all: readonly PropertyStep[]): Layout {
  const { cluster, observed, dialect, target, canary } = planning
  const changes = sparingAway(all, cluster)
  const wanted = sparingAway(planning.policySteps ?? [], cluster)
  const found = membershipChangeOf(cluster, observed)
  const membership =
    found !== undefined && planning.keepMembers === true ? { ...found, joining: [], unmanaged: [] } : found
  const standings = standingsOf(cluster, observed, membership)
  const alone = ofItsOwn(planning, membership, standings, changes.length + wanted.length)
  if (alone !== undefined) return alone
  const topology =
    membership === undefined ? { drafts: [], held: [noFeed] } : planTopology(planning, membership, standings, changes)
  return {
    drafts: [
      ...(canary === undefined
        ? settingsPhases(changes, standings)
        : spreadSettings(changes, standings, cluster, canary)),
      ...addressPhases(changes, listenerAbility(dialect, target), standings),
      ...topology.drafts,
      ...policyPhases(wanted, standings),
    ],
    held: [...topology.held, ...changes.filter(leavesNoListener).map(noListener)],
  }
}

/** What is a plan of its own: everything else waits until it is done. */
function ofItsOwn(
  planning: Planning,
  membership: MembershipChange | undefined,
  standings: Standings,
  waits: number,
): Layout | undefined {
  const { cluster, observed, entryNow = standings.entry, keepMembers = false, upgrade = 'break' } = planning
  if (entryNow !== standings.entry) {
    const drafts = [entryNodePhase(entryNow, standings.entry)]
    return { drafts, held: waiting(waits, forEntry) }
  }
  if (membership === undefined || keepMembers) return undefined
  if (isToBeUpgraded(cluster, observed)) {
    const drafts = upgradePhases(siteOf(planning, membership, standings), upgrade)
    return { drafts, held: waiting(waits, forUpgrade(cluster)) }
  }
  return rotation(planning, standings, waits)
}

function rotation(
  { cluster, authorityBefore: before }: Planning,
  standings: Standings,
  waits: number,
): Layout | undefined {
  const wanted = cluster.ca?.value
  if (wanted === undefined || before === undefined || wanted.sha256 === before.sha256) return undefined
  return { drafts: [authorityPhase(before, wanted, standings)], held: waiting(waits, forAuthority) }
}

function siteOf({ cluster, observed }: Planning, membership: MembershipChange, standings: Standings): Site {
  const context = {
    usability: usabilityOf(cluster, portsNow(observed)),
    transitGroup: groupName(cluster.transitGroup.value),
    transits: new Set(cluster.nodes.filter(({ transit }) => transit.value).map(({ name }) => name)),
  }
  return { cluster, membership, standings, context }
}

function planTopology(
  planning: Planning,
  membership: MembershipChange,
  standings: Standings,
  changes: readonly PropertyStep[],
): Layout {
  const moves = changes.some(({ setting }) => setting === 'groups.network')
  const needed = moves || membership.joining.length > 0 || membership.unmanaged.length > 0
  if (needed && membership.unread.length > 0) return { drafts: [], held: [unreadGroups(membership.unread)] }
  const site = siteOf(planning, membership, standings)
  const stranded = strandedBy(site, changes)
  if (stranded.length === 0) return { drafts: topologyPhases(site, changes), held: [] }
  const others = changes.filter(({ setting }) => setting !== 'groups.network')
  return { drafts: topologyPhases(site, others), held: [strands(stranded)] }
}
