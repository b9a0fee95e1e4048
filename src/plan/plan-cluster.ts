import type { Dialect } from '../dialect/dialect.ts'
import type { Target } from '../dialect/permission.ts'
import type { Canary } from '../model/canary.ts'
import type { CertificateAuthority, Cluster } from '../model/fleet.ts'
import { groupName, type NodeName } from '../model/names.ts'
import type { ObservedCluster } from '../model/observed.ts'
import { isEmpty } from '../model/settings.ts'
import { leftAway, sparingAway, sparingAwayObstacles } from './away-nodes.ts'
import { spreadSettings } from './canary.ts'
import { differences, type PropertyStep } from './differences.ts'
import type { Draft } from './draft.ts'
import { estimateOf } from './estimate.ts'
import { fingerprintOf } from './fingerprint.ts'
import { listenerAbility } from './listener-ability.ts'
import { setAside } from './leased.ts'
import { membershipChangeOf, type MembershipChange } from './membership.ts'
import { addressPhases } from './phases/addresses.ts'
import { authorityPhase } from './phases/authority.ts'
import { entryNodePhase } from './phases/entry-node.ts'
import { settingsPhases } from './phases/settings.ts'
import type { Site } from './phases/site.ts'
import { strandedBy } from './phases/stranded.ts'
import { topologyPhases } from './phases/topology.ts'
import { upgradePhases, type UpgradeStrategy } from './phases/upgrade.ts'
import type { MarkedBefore } from './lost-mark.ts'
import type { Blocked, Plan, Step } from './plan.ts'
import { policySteps } from './policy-steps.ts'
import { policyPhases } from './phases/policy.ts'
import { portsNow } from './ports-now.ts'
import { isToBeUpgraded } from './product-version.ts'
import type { Standings } from './preconditions.ts'
import { usabilityOf } from './prove/usability.ts'
import { standingsOf } from './standings.ts'

/** What a plan is made from. */
export interface Planning {
  readonly cluster: Cluster
  readonly observed: ObservedCluster
  readonly dialect: Dialect
  readonly target: Target
  /** The node through which Pader worked last; absent = the one that the repository names. */
  readonly entryNow?: NodeName
  /** Steps on lists and system files in place of those that follow from the policy of the repository. */
  readonly policySteps?: readonly Step[]
  /** The authority that the cluster had when Pader last had nothing left to do; absent = not known, and no reason to change it. */
  readonly authorityBefore?: CertificateAuthority
  /** The lists that carried the mark when Pader last had nothing left to do; absent = not known. */
  readonly markedBefore?: MarkedBefore
  /** How nodes are upgraded where the repository declares a newer version; breaking the cluster unless rolling is asked for. */
  readonly upgrade?: UpgradeStrategy
  /** Spreads settings over the locations, one after the other; absent = all in one commit. */
  readonly canary?: Canary
  /** Leaves membership as it is: nobody is asked to add or remove an appliance. */
  readonly keepMembers?: boolean
}

/** Works out what has to be done to a cluster, in which order, and proves that it cuts nobody off. */
export function planCluster(planning: Planning): Plan {
  const { cluster, observed, dialect } = planning
  const { changes: all, blocked } = differences(cluster, observed, dialect)
  const today = observed.observedAt.slice(0, 10)
  const { wanted: changes, leased } = setAside(all, cluster, today)
  const policy =
    planning.policySteps === undefined
      ? policySteps(cluster, observed, dialect, planning.target, planning.markedBefore)
      : { steps: planning.policySteps, blocked: [], leased: [] }
  const ofPolicy = setAside(policy.steps, cluster, today)
  const { drafts, held } = layOut({ ...planning, policySteps: ofPolicy.wanted }, changes)
  const accepted = [...leased, ...ofPolicy.leased, ...policy.leased]
  const away = leftAway([...changes, ...ofPolicy.wanted], cluster, observed)
  return {
    formatVersion: 1,
    cluster: cluster.name,
    basedOn: fingerprintOf(cluster, observed, dialect),
    phases: drafts.map((draft, index) => ({ ordinal: index + 1, ...draft })),
    blocked: [...sparingAwayObstacles([...blocked, ...policy.blocked], cluster), ...held],
    estimate: estimateOf(drafts),
    ...(accepted.length === 0 ? {} : { leased: accepted }),
    ...(away.length === 0 ? {} : { away }),
  }
}

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
  const topology = membership === undefined ? noFeed : planTopology(planning, membership, standings, changes)
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

const noFeed: Layout = {
  drafts: [],
  held: [
    {
      object: 'membership',
      reason:
        'the list of appliances in the cluster could not be read, so that nobody is added or removed and no group changes',
      remedy: 'see that the entry node answers, then plan again',
    },
  ],
}

function unreadGroups(nodes: readonly NodeName[]): Blocked {
  return {
    object: 'network groups',
    reason: `the groups that ${nodes.join(', ')} ${nodes.length === 1 ? 'is' : 'are'} in could not be read, and without them no change of groups or membership can be proved`,
    remedy: 'see that they can be read, or declare the nodes out of service, then plan again',
  }
}

function strands(nodes: readonly NodeName[]): Blocked {
  const [is, their, they] = nodes.length === 1 ? ['is', 'its', 'it'] : ['are', 'their', 'they']
  return {
    object: 'network groups',
    reason: `${nodes.join(', ')} ${is} out of service and would share no network group with the others any more, so that the appliances would refuse the change and ${they} could not come back`,
    remedy: `leave one node in one of ${their} groups for as long as ${they} ${is} away, or wait until ${they} ${is} back`,
  }
}

/** What everything else waits for, and what to do. */
type Awaited = Pick<Blocked, 'reason' | 'remedy'>

function waiting(changes: number, { reason, remedy }: Awaited): readonly Blocked[] {
  if (changes === 0) return []
  const wait = changes === 1 ? '1 other change waits' : `${changes} other changes wait`
  return [{ object: 'everything else', reason: `${wait}: ${reason}`, remedy }]
}

const first = 'carry this plan out, then plan again'
const forEntry: Awaited = { reason: 'a change of the entry node is a plan of its own', remedy: first }
const forAuthority: Awaited = { reason: 'another authority is a plan of its own', remedy: first }

function forUpgrade({ version }: Cluster): Awaited {
  return {
    reason: `nothing is written while the cluster is brought to ${version.value}`,
    remedy: 'finish the upgrade, then plan again; or put the version back that the cluster runs',
  }
}

function leavesNoListener({ setting, after }: PropertyStep): boolean {
  return setting === 'listeners' && isEmpty(after)
}

function noListener({ node, setting }: PropertyStep): Blocked {
  return {
    node,
    setting,
    reason: 'a node without a listener cannot be reached by the others',
    remedy: 'give it at least one address and port, or take it out of the cluster',
  }
}
